package io.sessiongrid.bench.contender;

import io.sessiongrid.bench.process.Site;
import java.nio.file.Path;
import java.util.List;

/**
 * Tomcat's own session replication.
 *
 * @param manager the element for it
 * @param sendOptions as {@code channelSendOptions} takes it
 */
record TomcatCluster(String manager, int sendOptions) implements TomcatSessions {
    /** Sent in the background. */
    static final int ASYNCHRONOUS = 8;

    /** Acknowledged by the receiver once it has carried it out. */
    static final int SYNCHRONOUS_ACK = 6;

    private static final List<String> IDS =
            List.of("{0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,1}", "{0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,2}");

    @Override
    public Setup prepare(Site site, Path folder, Routing routing) {
        List<Integer> ports = Site.freePorts(2);
        return Setup.nothing()
                .withHost(TomcatHome.resource("cluster.xml").replace("<!-- manager -->", manager))
                .withJvmOptions(index -> List.of(
                        "-Dbench.sendOptions=" + sendOptions,
                        "-Dbench.receiver=" + ports.get(index),
                        "-Dbench.peer=" + ports.get(1 - index),
                        "-Dbench.id=" + IDS.get(index),
                        "-Dbench.peerId=" + IDS.get(1 - index)));
    }
}
