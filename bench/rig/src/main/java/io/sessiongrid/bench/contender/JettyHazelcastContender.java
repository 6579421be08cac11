package io.sessiongrid.bench.contender;

import io.sessiongrid.bench.process.ServerProcess;
import io.sessiongrid.bench.process.Site;
import java.nio.file.Path;
import java.util.List;

/**
 * Two Jetty 12.0, which is the last release that Jetty's own Hazelcast store runs on.
 *
 * @param mode {@code memory}, {@code embedded} or {@code client}
 */
record JettyHazelcastContender(String name, String mode) implements Contender {
    private static final String MODULE = "jetty-hazelcast";
    private static final String PACKAGE = "io.sessiongrid.bench.jettyhazelcast.";
    private static final JettyServers SERVERS = new JettyServers(MODULE, PACKAGE + "JettyMain");

    @Override
    public Container container() {
        return Container.JETTY_120;
    }

    @Override
    public boolean isLimit() {
        return mode.equals("memory");
    }

    @Override
    public Deployment start(Site site, Routing routing) {
        Path folder = site.newFolder(name.replaceAll("\\W+", "-"));
        HazelcastCluster cluster = HazelcastCluster.of(2);
        List<ServerProcess> stores =
                mode.equals("client") ? cluster.startMembers(site, folder, MODULE, PACKAGE + "MemberMain") : List.of();
        return SERVERS.start(site, folder, mode, routing, stores, cluster::jvmOptions);
    }
}
