package io.sessiongrid.bench.contender;

import io.sessiongrid.bench.process.ServerProcess;
import io.sessiongrid.bench.process.Site;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One grid of ours, which nobody else can be in.
 *
 * @param ports of its members
 */
record Grid(String cluster, List<Integer> ports) {
    /** What Hazelcast asks of a modular JVM, and warns about otherwise. */
    static final List<String> MODULES = List.of(
            "--add-modules=java.se",
            "--add-exports=java.base/jdk.internal.ref=ALL-UNNAMED",
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
            "--add-opens=java.management/sun.management=ALL-UNNAMED",
            "--add-opens=jdk.management/com.sun.management.internal=ALL-UNNAMED");

    static Grid of(int members) {
        return new Grid("bench-" + UUID.randomUUID(), Site.freePorts(members));
    }

    /** Of the JVM that is member {@code index}, or client. */
    List<String> jvmOptions(int index) {
        String members = ports.stream().map(port -> "127.0.0.1:" + port).collect(Collectors.joining(","));
        return Stream.concat(
                        MODULES.stream(),
                        Stream.of(
                                "-Dsessiongrid.cluster-name=" + cluster,
                                "-Dsessiongrid.members=" + members,
                                "-Dsessiongrid.port=" + ports.get(index)))
                .toList();
    }

    /** All members as {@code grid-node start}, joined. */
    List<ServerProcess> startMembers(Site site, Path folder) {
        Path jar = site.built("grid-node", "grid-node-*-SNAPSHOT.jar");
        List<ServerProcess> members = new ArrayList<>();
        for (int index = 0; index < ports.size(); index++) {
            List<String> command = Jvm.command(jvmOptions(index));
            command.addAll(List.of("-jar", jar.toString(), "start", "--http", "off"));
            ServerProcess member = ServerProcess.start("member" + (index + 1), folder, command);
            members.add(member);
            member.awaitOutput("Joined cluster");
        }
        return members;
    }
}
