package io.sessiongrid.bench.contender;

import java.util.List;

/** All that is compared; the limit of a container comes before the others of it. */
public final class Contenders {
    private static final String DELTA_MANAGER =
            "<Manager className=\"org.apache.catalina.ha.session.DeltaManager\" expireSessionsOnShutdown=\"false\"/>";
    private static final String BACKUP_MANAGER =
            "<Manager className=\"org.apache.catalina.ha.session.BackupManager\" mapSendOptions=\""
                    + TomcatCluster.SYNCHRONOUS_ACK + "\"/>";

    private Contenders() {}

    public static List<Contender> all() {
        return List.of(
                new TomcatContender(
                        "Tomcat in memory", true, (site, folder, routing) -> TomcatSessions.Setup.nothing()),
                new TomcatContender("Sessiongrid embedded, Tomcat", false, new TomcatGrid(false)),
                new TomcatContender("Sessiongrid client, Tomcat", false, new TomcatGrid(true)),
                new TomcatContender(
                        "DeltaManager", false, new TomcatCluster(DELTA_MANAGER, TomcatCluster.ASYNCHRONOUS)),
                new TomcatContender(
                        "DeltaManager, synchronous",
                        false,
                        new TomcatCluster(DELTA_MANAGER, TomcatCluster.SYNCHRONOUS_ACK)),
                new TomcatContender(
                        "BackupManager", false, new TomcatCluster(BACKUP_MANAGER, TomcatCluster.SYNCHRONOUS_ACK)),
                new TomcatContender("Spring Session Redis", false, new SpringSessionRedis()),
                new TomcatContender("Spring Session Hazelcast", false, new SpringSessionHazelcast()),
                new JettyContender("Jetty in memory", "memory"),
                new JettyContender("Sessiongrid embedded, Jetty", "embedded"),
                new JettyContender("Sessiongrid client, Jetty", "client"),
                new JettyHazelcastContender("Jetty 12.0 in memory", "memory"),
                new JettyHazelcastContender("Jetty's Hazelcast store, embedded", "embedded"),
                new JettyHazelcastContender("Jetty's Hazelcast store, client", "client"));
    }
}
