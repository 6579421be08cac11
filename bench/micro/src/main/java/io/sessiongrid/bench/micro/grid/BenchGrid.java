package io.sessiongrid.bench.micro.grid;

import com.hazelcast.core.HazelcastInstance;
import io.sessiongrid.node.GridNode;
import io.sessiongrid.node.GridSettings;
import io.sessiongrid.node.GridSettings.Mode;
import io.sessiongrid.session.SessionMeters;
import io.sessiongrid.store.HazelcastSessionStore;
import io.sessiongrid.store.SessionMapConfig;
import io.sessiongrid.web.Sessions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * A grid that nobody else can be in, with the configuration that users get, and this JVM's place in it. One at a time.
 */
public final class BenchGrid implements AutoCloseable {
    /** Much longer than requests wait, because many sessions are put at once. */
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final List<MemberProcess> members = new ArrayList<>();
    private final GridNode node;

    private BenchGrid(Mode mode, int members, String heap) {
        boolean embedded = mode == Mode.EMBEDDED;
        String cluster = "bench-" + UUID.randomUUID();
        List<Integer> ports = freePorts(members);
        String all = ports.stream().map(port -> "127.0.0.1:" + port).collect(Collectors.joining(","));
        for (int port : embedded ? ports.subList(1, members) : ports) {
            this.members.add(MemberProcess.start(List.of(
                    "-Xmx" + heap,
                    "-Dsessiongrid.cluster-name=" + cluster,
                    "-Dsessiongrid.members=" + all,
                    "-Dsessiongrid.port=" + port)));
        }
        System.setProperty("sessiongrid.cluster-name", cluster);
        System.setProperty("sessiongrid.members", all);
        System.setProperty("sessiongrid.port", String.valueOf(ports.get(0)));
        this.node = GridNode.start(settings(mode));
        requireAll(members);
    }

    private static GridSettings settings(Mode mode) {
        return GridSettings.of(
                Map.of("mode", mode.name().toLowerCase(Locale.ROOT), "timeout", TIMEOUT.toSeconds() + "s"));
    }

    /**
     * Starts it.
     *
     * @param mode whether this JVM is one of the members or a client of them
     * @param heap of each other JVM, as after {@code -Xmx}
     */
    public static BenchGrid start(Mode mode, int members, String heap) {
        return new BenchGrid(mode, members, heap);
    }

    private void requireAll(int expected) {
        int joined = hazelcast().getCluster().getMembers().size();
        if (joined != expected) {
            throw new IllegalStateException(joined + " members have joined; expected " + expected);
        }
    }

    public HazelcastInstance hazelcast() {
        return node.hazelcast();
    }

    /** The other processes. */
    public List<MemberProcess> members() {
        return List.copyOf(members);
    }

    /** Of all processes but this one, since their start. */
    public Duration cpuOfMembers() {
        return members.stream().map(MemberProcess::cpu).reduce(Duration.ZERO, Duration::plus);
    }

    /** Of this process, since its start. */
    public static Duration ownCpu() {
        return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    public static String mapName(String application) {
        return SessionMapConfig.PREFIX + application;
    }

    public HazelcastSessionStore store(String application) {
        return new HazelcastSessionStore(hazelcast(), mapName(application), TIMEOUT, new SessionMeters());
    }

    public Sessions sessions(String application) {
        return node.sessions(application, BenchGrid.class.getClassLoader());
    }

    private static List<Integer> freePorts(int count) {
        List<ServerSocket> sockets = new ArrayList<>();
        try {
            for (int index = 0; index < count; index++) {
                sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
            }
            List<Integer> ports =
                    sockets.stream().map(ServerSocket::getLocalPort).toList();
            for (ServerSocket socket : sockets) {
                socket.close();
            }
            return ports;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Nobody needs what the members hold. */
    @Override
    public void close() {
        hazelcast().getLifecycleService().terminate();
        members.forEach(MemberProcess::close);
    }
}
