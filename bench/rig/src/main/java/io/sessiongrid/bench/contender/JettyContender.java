package io.sessiongrid.bench.contender;

import io.sessiongrid.bench.process.ServerProcess;
import io.sessiongrid.bench.process.Site;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Two Jetty 12.1.
 *
 * @param mode {@code memory}, {@code embedded} or {@code client}
 */
record JettyContender(String name, String mode) implements Contender {
    @Override
    public Container container() {
        return Container.JETTY;
    }

    @Override
    public boolean isLimit() {
        return mode.equals("memory");
    }

    @Override
    public Deployment start(Site site, Routing routing) {
        Path folder = site.newFolder(name.replaceAll("\\W+", "-"));
        Grid grid = Grid.of(2);
        List<ServerProcess> stores = mode.equals("client") ? grid.startMembers(site, folder) : List.of();
        List<Integer> ports = Site.freePorts(2);
        List<ServerProcess> servers = new ArrayList<>();
        for (int index = 0; index < 2; index++) {
            String route = "n" + (index + 1);
            List<String> command = Jvm.command(grid.jvmOptions(index));
            command.addAll(List.of(
                    "-cp",
                    site.classPath("jetty"),
                    "io.sessiongrid.bench.jetty.JettyMain",
                    route,
                    ports.get(index).toString(),
                    mode,
                    Boolean.toString(routing == Routing.STICKY)));
            ServerProcess server = ServerProcess.start(route, folder, command);
            servers.add(server);
            server.awaitOutput("Server started");
        }
        return new Deployment(servers, ports, stores);
    }
}
