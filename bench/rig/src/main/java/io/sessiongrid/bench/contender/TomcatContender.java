package io.sessiongrid.bench.contender;

import io.sessiongrid.bench.process.ServerProcess;
import io.sessiongrid.bench.process.Site;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Two Tomcats, as unpacked from the distribution, each on a {@code CATALINA_BASE} of its own. */
record TomcatContender(String name, boolean isLimit, TomcatSessions sessions) implements Contender {
    @Override
    public Container container() {
        return Container.TOMCAT;
    }

    @Override
    public Deployment start(Site site, Routing routing) {
        Path folder = site.newFolder(name.replaceAll("\\W+", "-"));
        TomcatHome home = TomcatHome.of(site);
        TomcatSessions.Setup setup = sessions.prepare(site, folder, routing);
        List<Integer> ports = Site.freePorts(2);
        List<ServerProcess> servers = new ArrayList<>();
        for (int index = 0; index < 2; index++) {
            String route = "n" + (index + 1);
            Path base = home.newBase(site, folder.resolve(route), setup);
            List<String> options = Stream.concat(
                            setup.jvmOptions().apply(index).stream(),
                            Stream.of("-Dbench.route=" + route, "-Dbench.port=" + ports.get(index)))
                    .toList();
            List<String> command = Jvm.command(options);
            command.addAll(home.startArguments(base));
            ServerProcess server = ServerProcess.start(route, folder, command);
            servers.add(server);
            server.awaitOutput("Server startup in");
        }
        return new Deployment(servers, ports, setup.stores());
    }
}
