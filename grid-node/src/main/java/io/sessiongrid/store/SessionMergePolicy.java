package io.sessiongrid.store;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.HazelcastInstanceAware;
import com.hazelcast.spi.impl.merge.MapMergingEntryImpl;
import com.hazelcast.spi.merge.MergingValue;
import com.hazelcast.spi.merge.SplitBrainMergePolicy;
import io.sessiongrid.session.HealedSplit;
import io.sessiongrid.session.SessionRecord;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Brings the sessions of a split grid together by {@link HealedSplit} (G19); what {@code <merge-policy>} of a session
 * map names.
 *
 * <p>Hazelcast has the members of the smaller half join the larger one as if they were new, and send what they owned:
 * each session goes to its owner there and is merged on the partition thread. Asks for {@link MergingValue} alone,
 * because Hazelcast keeps all else only with {@code per-entry-stats-enabled}.
 */
public final class SessionMergePolicy extends WireObject
        implements SplitBrainMergePolicy<StoredSession, MergingValue<StoredSession>, Object>, HazelcastInstanceAware {
    private static final Logger log = System.getLogger(SessionMergePolicy.class.getName());

    /** What Hazelcast compares expirations with, on each member. */
    private final transient InstantSource clock = InstantSource.system();

    private transient @Nullable HazelcastInstance member;

    /** For Hazelcast, which finds the class by its name. */
    public SessionMergePolicy() {}

    @Override
    public void setHazelcastInstance(HazelcastInstance instance) {
        this.member = instance;
    }

    /** Never throws: Hazelcast would leave out all sessions that it has not merged yet. */
    @Override
    public @Nullable Object merge(MergingValue<StoredSession> merging, @Nullable MergingValue<StoredSession> existing) {
        try {
            return merged(merging, existing);
        } catch (RuntimeException e) {
            log.log(Level.WARNING, "Could not merge a session of a split grid; kept that of the larger half", e);
            return existing == null ? null : existing.getRawValue();
        }
    }

    private StoredSession merged(MergingValue<StoredSession> merging, @Nullable MergingValue<StoredSession> existing) {
        StoredSession theirs = Objects.requireNonNull(merging.getDeserializedValue());
        StoredSession ours = existing == null ? theirs : Objects.requireNonNull(existing.getDeserializedValue());
        Instant now = GridTime.of(Objects.requireNonNull(member)).instant();
        SessionRecord healed = HealedSplit.merge(theirs.record(), ours.record(), now);
        keepFor(SessionOperation.timeToLive(healed), merging);
        return new StoredSession(healed);
    }

    /**
     * Hazelcast gives the entry the time to live that it had in the smaller half, which may be too short for what was
     * merged, or endless; but it reads that only after it has asked us.
     */
    private void keepFor(Duration timeToLive, MergingValue<StoredSession> merging) {
        if (merging instanceof MapMergingEntryImpl<?, ?> entry) {
            entry.setTtl(timeToLive.toMillis())
                    .setExpirationTime(
                            timeToLive.isZero()
                                    ? Long.MAX_VALUE
                                    : clock.instant().plus(timeToLive).toEpochMilli());
        }
    }

    @Override
    void write(WireWriter out) {}

    @Override
    void read(WireReader in) {}

    @Override
    public int getClassId() {
        return SessionSerializerHook.MERGE_POLICY;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SessionMergePolicy;
    }

    @Override
    public int hashCode() {
        return SessionMergePolicy.class.hashCode();
    }
}
