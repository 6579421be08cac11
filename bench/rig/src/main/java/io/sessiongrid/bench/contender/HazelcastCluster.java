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
 * One Hazelcast cluster of a rival, which nobody else can be in. Its system properties are read by the modules of
 * {@code bench} that are for such rivals.
 *
 * @param name of the cluster
 * @param ports of its members
 */
record HazelcastCluster(String name, List<Integer> ports) {
    static HazelcastCluster of(int members) {
        return new HazelcastCluster("bench-" + UUID.randomUUID(), Site.freePorts(members));
    }

    /** Of the JVM that is member {@code index}, or client. */
    List<String> jvmOptions(int index) {
        String members = ports.stream().map(port -> "127.0.0.1:" + port).collect(Collectors.joining(","));
        return Stream.concat(
                        Grid.MODULES.stream(),
                        Stream.of(
                                "-Dbench.cluster=" + name,
                                "-Dbench.members=" + members,
                                "-Dbench.member=" + ports.get(index)))
                .toList();
    }

    /** All members as JVMs that run the main class {@code main} of {@code module}, joined. */
    List<ServerProcess> startMembers(Site site, Path folder, String module, String main) {
        List<ServerProcess> members = new ArrayList<>();
        for (int index = 0; index < ports.size(); index++) {
            List<String> command = Jvm.command(jvmOptions(index));
            command.addAll(List.of("-cp", site.classPath(module), main));
            ServerProcess member = ServerProcess.start("member" + (index + 1), folder, command);
            members.add(member);
            member.awaitOutput("Member started");
        }
        return members;
    }
}
