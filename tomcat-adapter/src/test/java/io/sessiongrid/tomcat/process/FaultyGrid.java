package io.sessiongrid.tomcat.process;

import io.sessiongrid.contract.Relay;
import io.sessiongrid.tomcat.faults.Site;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Tomcat 11, Tomcat 10.1 and Jetty 12.1 with one application. In client mode there are three dedicated members, and the
 * last two servers reach them by relays; in embedded mode the servers are members, and there is one dedicated one.
 */
final class FaultyGrid implements Site, AutoCloseable {
    /** For a grid to be safe again, on any machine. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final int OK = 200;

    private final ProcessCluster cluster = new ProcessCluster();
    private final boolean embedded;
    private final boolean sticky;
    private final List<DedicatedMember> members = new CopyOnWriteArrayList<>();
    private final List<FaultyServer> servers = new ArrayList<>();

    FaultyGrid(boolean embedded, boolean sticky) {
        this.embedded = embedded;
        this.sticky = sticky;
        try {
            Stream.generate(cluster::startMember).limit(embedded ? 1 : 3).forEach(members::add);
            startServers();
            cluster.awaitMembers();
            servers.forEach(FaultyServer::awaitStarted);
            awaitSafe();
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    private void startServers() {
        Path war = War.ofShop().write("shop.war");
        String line = "<Manager className=\"io.sessiongrid.tomcat.GridManager\"/>";
        servers.add(new FaultyServer(
                "t11",
                TomcatProcess.start(Distribution.tomcat11(), "t11", line, options(List.of()), List.of(war)),
                List.of()));
        List<Relay> ofTomcat = relays();
        servers.add(new FaultyServer(
                "t101",
                TomcatProcess.start(Distribution.tomcat101(), "t101", line, options(ofTomcat), List.of(war)),
                ofTomcat));
        List<Relay> ofJetty = relays();
        servers.add(new FaultyServer("jetty", JettyProcess.start("jetty", options(ofJetty)), ofJetty));
    }

    private List<Relay> relays() {
        return embedded ? List.of() : cluster.ports().mapToObj(Relay::new).toList();
    }

    private List<String> options(List<Relay> relays) {
        List<String> options = new ArrayList<>(cluster.jvmOptions());
        options.add("-Dsessiongrid.mode=" + (embedded ? "embedded" : "client"));
        options.add("-Dsessiongrid.sticky=" + sticky);
        if (!relays.isEmpty()) {
            IntStream ports = relays.stream().mapToInt(Relay::port);
            options.add("-Dsessiongrid.members=" + ProcessCluster.addresses(ports));
            options.add("-Dsessiongrid.configLocation=" + clientFile());
        }
        return options;
    }

    /**
     * The one that we ship, but for clients that go by the addresses they are given and not by those that members name.
     */
    private static Path clientFile() {
        try (InputStream in = FaultyGrid.class.getResourceAsStream("/sessiongrid/hazelcast-client.xml")) {
            String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
                    .replace("<network>", "<network>\n<cluster-routing mode=\"SINGLE_MEMBER\"/>");
            Path folder = Files.createDirectories(Path.of("target", "grids"));
            return Files.writeString(folder.resolve("relayed-client.xml"), text).toAbsolutePath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public List<Site.Place> servers() {
        return List.copyOf(servers);
    }

    @Override
    public boolean isSticky() {
        return sticky;
    }

    boolean isEmbedded() {
        return embedded;
    }

    List<FaultyServer> faultyServers() {
        return servers;
    }

    List<DedicatedMember> members() {
        return members;
    }

    void killAndStart(DedicatedMember member) {
        members.remove(member);
        member.close();
        join();
    }

    /** Stopped as an operator does. */
    void leave(DedicatedMember member) {
        members.remove(member);
        member.child().terminate();
        member.child().awaitEnd();
        member.close();
    }

    void join() {
        DedicatedMember added = cluster.startMember();
        added.awaitJoined();
        members.add(added);
    }

    /** Until then, no other process may be lost. */
    void awaitSafe() {
        int expected = members.size() + (embedded ? servers.size() : 0);
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (members.get(0).health("safe?wait=20s&expect=" + expected) != OK) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("The grid of " + expected + " is not safe after " + PATIENCE + ": "
                        + cluster.status(Duration.ZERO).text());
            }
        }
    }

    @Override
    public void close() {
        servers.forEach(FaultyServer::close);
        cluster.close();
    }
}
