package io.sessiongrid.bench.load;

import io.sessiongrid.bench.contender.Deployment;
import io.sessiongrid.bench.process.ServerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What has been used until one moment.
 *
 * @param nanos when
 * @param cpu of each process, by name
 * @param bytes sent on the loopback interface, by anybody
 */
record Usage(long nanos, Map<String, Duration> cpu, long bytes) {
    private static final Path INTERFACES = Path.of("/proc/net/dev");

    /** Where the line of an interface has the bytes that were sent. */
    private static final int SENT = 9;

    static Usage now(Deployment deployment) {
        Map<String, Duration> cpu = new LinkedHashMap<>();
        deployment.processes().forEach((ServerProcess process) -> cpu.put(process.name(), process.cpu()));
        return new Usage(System.nanoTime(), cpu, sentOnLoopback());
    }

    private static long sentOnLoopback() {
        try {
            return Files.readAllLines(INTERFACES).stream()
                    .map(line -> line.trim().split("[:\\s]+"))
                    .filter(words -> words[0].equals("lo"))
                    .mapToLong(words -> Long.parseLong(words[SENT]))
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
