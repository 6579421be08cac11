package io.sessiongrid.demo.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Where the jars and the logs are, and how processes are started from them.
 *
 * @param repository the root of the working copy
 * @param version of all modules
 */
public record Installation(Path repository, String version) {
    /** Started again and again by people who wait: quick to start is better than quick to run. */
    private static final List<String> SMALL_AND_QUICK =
            List.of("-Xmx128m", "-Xss512k", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData");

    /** An address that opens a member's health to us; Hazelcast's own, beside the shipped configuration. */
    private static final String HEALTH = "-Dhz.network.rest-api.enabled=true";

    public Path logs() {
        return repository.resolve("demo/target/logs");
    }

    /** Two members and two app servers, none of which is running; in a cluster that nobody else can be in. */
    List<Jvm> jvms(Servers servers) throws IOException {
        clearLogs();
        List<Integer> ports = Ports.free(4);
        String cluster = "demo-" + UUID.randomUUID();
        String members =
                ports.subList(0, 2).stream().map(port -> "127.0.0.1:" + port).collect(Collectors.joining(","));
        List<String> grid = List.of("-Dsessiongrid.cluster-name=" + cluster, "-Dsessiongrid.members=" + members);
        return List.of(
                member("m1", ports.get(0), grid),
                member("m2", ports.get(1), grid),
                appServer("n1", servers.programs().get(0), ports.get(2), grid),
                appServer("n2", servers.programs().get(1), ports.get(3), grid));
    }

    private void clearLogs() throws IOException {
        Files.createDirectories(logs());
        for (String name : List.of("m1", "m2", "n1", "n2")) {
            Files.deleteIfExists(logs().resolve(name + ".log"));
        }
    }

    private Jvm member(String name, int port, List<String> grid) {
        Path jar = repository.resolve("grid-node/target/grid-node-" + version + ".jar");
        List<String> command = java(grid);
        command.addAll(List.of(HEALTH, "-Dsessiongrid.port=" + port, "-jar", jar.toString(), "start", "--http", "off"));
        return new Jvm(name, Kind.MEMBER, port, command, logs());
    }

    private Jvm appServer(String name, String program, int port, List<String> grid) {
        Path jar = repository.resolve("demo/target/demo.jar");
        List<String> command = java(grid);
        command.addAll(
                List.of("-cp", jar.toString(), "io.sessiongrid.demo.shop." + program, name, String.valueOf(port)));
        return new Jvm(name, Kind.APP_SERVER, port, command, logs());
    }

    private List<String> java(List<String> grid) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(SMALL_AND_QUICK);
        command.add("-javaagent:" + repository.resolve("demo/target/demo-leash.jar"));
        command.addAll(grid);
        return command;
    }
}
