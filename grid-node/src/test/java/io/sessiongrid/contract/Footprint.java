package io.sessiongrid.contract;

import com.github.benmanes.caffeine.cache.Cache;
import com.hazelcast.client.impl.clientside.HazelcastClientInstanceImpl;
import com.hazelcast.client.impl.clientside.HazelcastClientProxy;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.instance.impl.HazelcastInstanceProxy;
import com.hazelcast.instance.impl.Node;
import com.hazelcast.internal.cluster.impl.ClusterServiceImpl;
import com.hazelcast.topic.impl.TopicService;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Field;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What this JVM holds: threads by name, what is registered with clients and members, and the heap that is in use. */
record Footprint(Map<String, Long> threads, Map<String, Integer> registrations, long heap) {
    /** Garbage collections after which nothing more is found that nobody holds. */
    private static final int COLLECTIONS = 3;

    static Footprint of(Collection<HazelcastInstance> clients, Collection<HazelcastInstance> members, String topic) {
        Map<String, Integer> registrations = new TreeMap<>();
        for (HazelcastInstance client : clients) {
            add(registrations, client);
        }
        for (HazelcastInstance member : members) {
            Node node = ((HazelcastInstanceProxy) member).getOriginal().node;
            registrations.put(
                    "topic at " + node.getThisAddress(),
                    node.getNodeEngine()
                            .getEventService()
                            .getRegistrations(TopicService.SERVICE_NAME, topic)
                            .size());
            registrations.put(
                    "clients at " + node.getThisAddress(),
                    node.getClientEngine().getEndpointManager().getEndpoints().size());
            registrations.put(
                    "membership at " + node.getThisAddress(),
                    node.getNodeEngine()
                            .getEventService()
                            .getRegistrations(ClusterServiceImpl.SERVICE_NAME, ClusterServiceImpl.SERVICE_NAME)
                            .size());
            registrations.put(
                    "lifecycle at " + node.getThisAddress(),
                    sizeOf(member.getLifecycleService(), "lifecycleListeners"));
        }
        return new Footprint(threadsByName(), registrations, liveHeap());
    }

    private static void add(Map<String, Integer> registrations, HazelcastInstance instance) {
        HazelcastClientInstanceImpl client = ((HazelcastClientProxy) instance).client;
        String name = client.getName();
        registrations.put("events at " + name, sizeOf(client.getListenerService(), "registrations"));
        registrations.put("lifecycle at " + name, sizeOf(client.getLifecycleService(), "lifecycleListeners"));
        registrations.put("membership at " + name, sizeOf(client.getClientClusterService(), "listeners"));
        registrations.put("connections at " + name, connections(instance));
        registrations.put("calls at " + name, client.getDistributedObjects().size());
    }

    /** Of a client, to members. */
    static int connections(HazelcastInstance instance) {
        return ((HazelcastClientProxy) instance)
                .client
                .getConnectionManager()
                .getActiveConnections()
                .size();
    }

    /** Of the members that an app server asks; none where nobody asks. */
    static int guards(HazelcastInstance instance) {
        Object guards = instance.getUserContext().get("io.sessiongrid.store.MemberGuards");
        return guards == null ? 0 : sizeOf(guards, "guards");
    }

    private static int sizeOf(Object holder, String field) {
        try {
            for (Class<?> type = holder.getClass(); type != null; type = type.getSuperclass()) {
                for (Field each : type.getDeclaredFields()) {
                    if (each.getName().equals(field)) {
                        each.setAccessible(true);
                        Object value = each.get(holder);
                        if (value instanceof Cache<?, ?> cache) {
                            return cache.asMap().size();
                        }
                        return value instanceof Map<?, ?> map ? map.size() : ((Collection<?>) value).size();
                    }
                }
            }
            throw new AssertionError(holder.getClass() + " has no field " + field);
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }

    /** Without the numbers in their names. */
    private static Map<String, Long> threadsByName() {
        return Thread.getAllStackTraces().keySet().stream()
                .collect(Collectors.groupingBy(
                        thread -> thread.getName().replaceAll("\\d+", "#"), TreeMap::new, Collectors.counting()));
    }

    private static long liveHeap() {
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /** How many threads of each name there are more than {@code before}. */
    Map<String, Long> threadsMoreThan(Footprint before) {
        Map<String, Long> more = new TreeMap<>(threads);
        more.replaceAll((name, count) -> count - before.threads.getOrDefault(name, 0L));
        more.values().removeIf(count -> count <= 0);
        return more;
    }
}
