package io.sessiongrid.bench.contender;

import io.sessiongrid.bench.process.ServerProcess;
import io.sessiongrid.bench.process.Site;
import java.nio.file.Path;
import java.util.List;

/** Spring Session inside the application, with one Redis that has no replica and never writes to disk. */
record SpringSessionRedis() implements TomcatSessions {
    @Override
    public Setup prepare(Site site, Path folder, Routing routing) {
        int port = Site.freePorts(1).get(0);
        return Setup.nothing()
                .withStores(List.of(startRedis(folder, port)))
                .withModule("spring-redis")
                .withJvmOptions(index -> List.of("-Dbench.redis=" + port));
    }

    private static ServerProcess startRedis(Path folder, int port) {
        List<String> command = List.of(
                "redis-server",
                "--port",
                Integer.toString(port),
                "--bind",
                "127.0.0.1",
                "--save",
                "",
                "--appendonly",
                "no",
                "--daemonize",
                "no");
        ServerProcess redis = ServerProcess.start("redis", folder, command);
        redis.awaitOutput("Ready to accept connections");
        return redis;
    }
}
