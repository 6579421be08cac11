package io.sessiongrid.bench.contender;

import io.sessiongrid.bench.process.Site;
import java.nio.file.Path;

/** Spring Session inside the application, with a Hazelcast member in each server. */
record SpringSessionHazelcast() implements TomcatSessions {
    @Override
    public Setup prepare(Site site, Path folder, Routing routing) {
        HazelcastCluster cluster = HazelcastCluster.of(2);
        return Setup.nothing().withModule("spring-hazelcast").withJvmOptions(cluster::jvmOptions);
    }
}
