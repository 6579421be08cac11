package io.sessiongrid.store;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.hazelcast.cluster.Member;
import com.hazelcast.cluster.MembershipEvent;
import com.hazelcast.cluster.MembershipListener;
import com.hazelcast.core.HazelcastInstance;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The guards of all members that this server has to do with, shared by its applications. Thread-safe. */
final class MemberGuards {
    private static final String KEY = MemberGuards.class.getName();

    /** Of what has no owner yet. */
    private static final UUID NOBODY = new UUID(0, 0);

    /** For a call that was on its way to a member when that left. */
    private static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(10);

    private final HazelcastInstance hazelcast;
    private final boolean isMember;
    private final Cache<UUID, MemberGuard> guards =
            Caffeine.newBuilder().expireAfterAccess(FORGOTTEN_AFTER).build();

    private MemberGuards(HazelcastInstance hazelcast) {
        this.hazelcast = hazelcast;
        this.isMember = hazelcast.getLocalEndpoint() instanceof Member;
        hazelcast.getCluster().addMembershipListener(new MembershipListener() {
            @Override
            public void memberAdded(MembershipEvent event) {}

            @Override
            public void memberRemoved(MembershipEvent event) {
                guards.invalidate(event.getMember().getUuid());
            }
        });
    }

    static MemberGuards of(HazelcastInstance hazelcast) {
        return (MemberGuards) hazelcast.getUserContext().computeIfAbsent(KEY, key -> new MemberGuards(hazelcast));
    }

    /** The guard of the member that owns this key now. */
    MemberGuard ofOwner(String key) {
        Member owner = owner(key);
        return owner == null
                ? guards.get(NOBODY, uuid -> new MemberGuard("The grid"))
                : guards.get(owner.getUuid(), uuid -> new MemberGuard("Member " + owner.getAddress()));
    }

    /** False if this process is a member, and another one owns this key. */
    boolean isNear(String key) {
        Member owner = isMember ? owner(key) : null;
        return owner == null || owner.localMember();
    }

    private @Nullable Member owner(String key) {
        try {
            return hazelcast.getPartitionService().getPartition(key).getOwner();
        } catch (RuntimeException e) {
            // A client that has not found the grid yet.
            return null;
        }
    }

    /** How many members are not asked at present because they were silent. */
    long closedOff() {
        return guards.asMap().values().stream().filter(MemberGuard::isClosedOff).count();
    }
}
