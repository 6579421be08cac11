package io.sessiongrid.bench.contender;

import io.sessiongrid.bench.process.ServerProcess;
import java.util.List;
import java.util.stream.Stream;

/**
 * A contender that runs.
 *
 * @param servers two app servers
 * @param ports theirs, in the same order
 * @param stores processes that keep sessions and are no app servers
 */
public record Deployment(List<ServerProcess> servers, List<Integer> ports, List<ServerProcess> stores)
        implements AutoCloseable {
    public Stream<ServerProcess> processes() {
        return Stream.concat(servers.stream(), stores.stream());
    }

    @Override
    public void close() {
        processes().forEach(ServerProcess::close);
    }
}
