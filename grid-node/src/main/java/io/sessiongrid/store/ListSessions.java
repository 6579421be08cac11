package io.sessiongrid.store;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.HazelcastInstanceAware;
import io.sessiongrid.session.SessionRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** {@link SessionMaps#list}, on a member: one of its partitions after the other, so that requests get their turn. */
final class ListSessions extends WireObject implements Callable<SessionPage>, HazelcastInstanceAware {
    private String mapName = "";
    private SessionOrder order = SessionOrder.CREATED;
    private int limit;
    private transient @Nullable HazelcastInstance member;

    /** For Hazelcast. */
    ListSessions() {}

    ListSessions(String mapName, SessionOrder order, int limit) {
        this.mapName = mapName;
        this.order = order;
        this.limit = limit;
    }

    @Override
    public void setHazelcastInstance(HazelcastInstance instance) {
        this.member = instance;
    }

    @Override
    public SessionPage call() throws ExecutionException, InterruptedException {
        HazelcastInstance here = Objects.requireNonNull(member);
        OwnPartitions partitions = new OwnPartitions(here);
        Comparator<SessionSummary> comparator = order.comparator();
        // Its head is the one to drop next.
        PriorityQueue<SessionSummary> first = new PriorityQueue<>(comparator.reversed());
        for (int partition : partitions.owned()) {
            Instant now = GridTime.of(here).instant();
            partitions
                    .visit(partition, mapName, (key, session) -> {
                        if (!session.isGoneAt(now)) {
                            first.add(summary(key.get(), session, now));
                            if (first.size() > limit) {
                                first.remove();
                            }
                        }
                    })
                    .get();
        }
        return new SessionPage(first.stream().sorted(comparator).toList());
    }

    private static SessionSummary summary(String key, SessionRecord session, Instant now) {
        Duration idle = Duration.between(session.times().lastAccessedTime(), now);
        return new SessionSummary(
                key,
                session.times().creationTime(),
                idle.isNegative() ? Duration.ZERO : idle,
                session.weight(),
                session.user().name());
    }

    @Override
    void write(WireWriter out) {
        out.text(mapName).text(order.name()).number(limit);
    }

    @Override
    void read(WireReader in) {
        mapName = in.text();
        String name = in.text();
        order = List.of(SessionOrder.values()).stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElse(SessionOrder.CREATED);
        limit = (int) in.number();
    }

    @Override
    public int getClassId() {
        return SessionSerializerHook.LIST_SESSIONS;
    }
}
