package io.sessiongrid.contract;

import com.hazelcast.config.XmlConfigBuilder;
import com.hazelcast.core.EntryView;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.instance.impl.HazelcastInstanceProxy;
import com.hazelcast.map.IMap;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A grid of its own on this machine, configured by the files that we ship, except for its name and ports and for what
 * makes Hazelcast start faster.
 */
public final class TestGrid implements AutoCloseable {
    /** Ports that belong to one grid. */
    private static final int PORTS = 5;

    /** What {@code session id → key} takes, see {@link io.sessiongrid.session.SessionId}. */
    private static final int KEY_LENGTH = 16;

    private static final String QUICKER = """
                    <property name="hazelcast.partition.count">31</property>
                    <property name="hazelcast.operation.thread.count">2</property>
                    <property name="hazelcast.io.thread.count">1</property>
                    <property name="hazelcast.wait.seconds.before.join">0</property>
                    <property name="hazelcast.shutdownhook.enabled">false</property>
                </properties>
            """;

    private final String name = "contract-" + UUID.randomUUID();
    private final int firstPort = FreePorts.first(PORTS);
    private final List<HazelcastInstance> members = new ArrayList<>();

    /** The configuration of a member, dedicated or in an application server. */
    public Path memberConfig() {
        String config = shipped("hazelcast.xml")
                .replace(">5701<", ">" + firstPort + "<")
                .replace("port-count=\"10\"", "port-count=\"" + PORTS + "\"")
                .replace(">127.0.0.1</member>", ">" + addresses() + "</member>")
                .replaceFirst(" *</properties>\n", QUICKER);
        return write(name + ".xml", config);
    }

    /** The configuration of a client that talks to all members. */
    public Path clientConfig() {
        return clientConfig(addresses().replace(",", "</address><address>"), "ALL_MEMBERS");
    }

    /** The configuration of a client that talks to the grid through this port of 127.0.0.1 only. */
    public Path clientConfig(int port) {
        return clientConfig("127.0.0.1:" + port, "SINGLE_MEMBER");
    }

    private Path clientConfig(String addresses, String routing) {
        String config = shipped("hazelcast-client.xml")
                .replace(">127.0.0.1</address>", ">" + addresses + "</address>")
                .replace("<network>", "<network>\n<cluster-routing mode=\"" + routing + "\"/>");
        return write(name + "-client-" + UUID.randomUUID() + ".xml", config);
    }

    /** Where the member listens that was started as the {@code index}-th. */
    public int port(int index) {
        return firstPort + index;
    }

    /** Starts a dedicated member in this JVM. */
    public void startMember() {
        try {
            members.add(Hazelcast.newHazelcastInstance(
                    new XmlConfigBuilder(memberConfig().toUri().toURL()).build()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Has the dedicated member that was started first hand over what it has, and leave. */
    void stopFirstMember() {
        members.remove(0).shutdown();
    }

    /** Ends all dedicated members at once; what they held is gone. */
    public void terminateMembers() {
        members.forEach(member -> member.getLifecycleService().terminate());
        members.clear();
    }

    /** How often the grid's entries of a session have been written. */
    public long writes(String id) {
        String key = key(id);
        HazelcastInstance member = running().get(0);
        return member.getDistributedObjects().stream()
                .filter(IMap.class::isInstance)
                .map(map -> member.<String, Object>getMap(map.getName()).getEntryView(key))
                .filter(Objects::nonNull)
                .mapToLong(EntryView::getVersion)
                .sum();
    }

    /** True if this text is in what the grid keeps, as it is and not encoded. */
    public boolean mentions(String text) {
        HazelcastInstanceProxy member = (HazelcastInstanceProxy) running().get(0);
        return member.getDistributedObjects().stream()
                .filter(IMap.class::isInstance)
                .flatMap(map -> member.getMap(map.getName()).values().stream())
                .map(value -> member.getSerializationService().toData(value).toByteArray())
                .anyMatch(bytes -> new String(bytes, StandardCharsets.UTF_8).contains(text));
    }

    /** The part of an id that does not change. */
    static String key(String id) {
        return id.substring(0, KEY_LENGTH);
    }

    /** The members in this JVM, dedicated or in an application server. */
    List<HazelcastInstance> running() {
        return Hazelcast.getAllHazelcastInstances().stream()
                .filter(instance -> instance.getConfig().getClusterName().equals(name))
                .toList();
    }

    GridInsides insides() {
        return new GridInsides(running());
    }

    @Override
    public void close() {
        terminateMembers();
    }

    private String addresses() {
        return IntStream.range(0, PORTS)
                .mapToObj(index -> "127.0.0.1:" + port(index))
                .collect(Collectors.joining(","));
    }

    private String shipped(String file) {
        try (InputStream in = TestGrid.class.getResourceAsStream("/sessiongrid/" + file)) {
            String text = new String(Objects.requireNonNull(in, file).readAllBytes(), StandardCharsets.UTF_8);
            return text.replace(">sessiongrid</cluster-name>", ">" + name + "</cluster-name>");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path write(String file, String text) {
        try {
            Path folder = Files.createDirectories(Path.of("target", "grids"));
            return Files.writeString(folder.resolve(file), text).toAbsolutePath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
