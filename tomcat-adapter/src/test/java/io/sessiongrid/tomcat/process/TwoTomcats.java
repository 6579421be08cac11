package io.sessiongrid.tomcat.process;

import java.nio.file.Path;
import java.util.List;

/** Two servers of one Tomcat distribution. */
final class TwoTomcats implements AutoCloseable {
    private final ProcessCluster cluster = new ProcessCluster();
    private final Kind kind;
    private final TomcatProcess first;
    private final TomcatProcess second;

    /** Each version in another way to run, which halves the time and leaves out nothing of either. */
    enum Kind {
        TOMCAT_11_EMBEDDED,
        TOMCAT_10_1_CLIENT;

        private Distribution unpack() {
            return this == TOMCAT_11_EMBEDDED ? Distribution.tomcat11() : Distribution.tomcat101();
        }

        /** The line for {@code conf/context.xml}. */
        private String manager() {
            return this == TOMCAT_11_EMBEDDED
                    ? "<Manager className=\"io.sessiongrid.tomcat.GridManager\"/>"
                    : "<Manager className=\"io.sessiongrid.tomcat.GridManager\" mode=\"client\"/>";
        }
    }

    TwoTomcats(Kind kind) {
        this.kind = kind;
        if (kind == Kind.TOMCAT_10_1_CLIENT) {
            cluster.startMember();
        }
        Distribution distribution = kind.unpack();
        Path war = War.ofShop().write("shop.war");
        first = start(distribution, "n1", war);
        second = start(distribution, "n2", war);
        try {
            cluster.awaitMembers();
            first.awaitStarted();
            second.awaitStarted();
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    private TomcatProcess start(Distribution distribution, String route, Path war) {
        return TomcatProcess.start(distribution, route, kind.manager(), cluster.jvmOptions(), List.of(war));
    }

    /** The line for {@code conf/context.xml}. */
    String manager() {
        return kind.manager();
    }

    TomcatProcess first() {
        return first;
    }

    TomcatProcess second() {
        return second;
    }

    @Override
    public void close() {
        first.close();
        second.close();
        cluster.close();
    }
}
