package io.sessiongrid.tomcat.process;

import io.sessiongrid.contract.ContractServer;
import java.nio.file.Path;
import java.util.List;

/** One application on Jetty 12.1, Tomcat 11 and Tomcat 10.1, each a process of its own and a client of one grid. */
final class ThreeContainers implements AutoCloseable {
    private final ProcessCluster cluster = new ProcessCluster();
    private final JettyProcess jetty;
    private final TomcatProcess tomcat11;
    private final TomcatProcess tomcat101;

    ThreeContainers() {
        cluster.startMember();
        jetty = JettyProcess.start("jetty", cluster.jvmOptions());
        Path war = War.ofShop().write("shop.war");
        String line = "<Manager className=\"io.sessiongrid.tomcat.GridManager\" mode=\"client\"/>";
        tomcat11 = TomcatProcess.start(Distribution.tomcat11(), "t11", line, cluster.jvmOptions(), List.of(war));
        tomcat101 = TomcatProcess.start(Distribution.tomcat101(), "t101", line, cluster.jvmOptions(), List.of(war));
        try {
            cluster.awaitMembers();
            all().forEach(ServerProcess::awaitStarted);
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    List<ServerProcess> all() {
        return List.of(jetty, tomcat11, tomcat101);
    }

    ContractServer jetty() {
        return jetty;
    }

    ContractServer tomcat11() {
        return tomcat11;
    }

    ContractServer tomcat101() {
        return tomcat101;
    }

    @Override
    public void close() {
        all().forEach(ServerProcess::close);
        cluster.close();
    }
}
