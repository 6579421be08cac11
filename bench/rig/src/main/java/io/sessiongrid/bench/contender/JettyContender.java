package io.sessiongrid.bench.contender;

import io.sessiongrid.bench.process.ServerProcess;
import io.sessiongrid.bench.process.Site;
import java.nio.file.Path;
import java.util.List;

/**
 * Two Jetty 12.1.
 *
 * @param mode {@code memory}, {@code embedded} or {@code client}
 */
record JettyContender(String name, String mode) implements Contender {
    private static final JettyServers SERVERS = new JettyServers("jetty", "io.sessiongrid.bench.jetty.JettyMain");

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
        return SERVERS.start(site, folder, mode, routing, stores, grid::jvmOptions);
    }
}
