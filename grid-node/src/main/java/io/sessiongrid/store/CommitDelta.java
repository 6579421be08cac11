package io.sessiongrid.store;

import io.sessiongrid.session.CommitId;
import io.sessiongrid.session.Committed;
import io.sessiongrid.session.GivingWay;
import io.sessiongrid.session.SessionDelta;
import io.sessiongrid.session.SessionPatch;
import io.sessiongrid.session.SessionRecord;
import io.sessiongrid.session.SessionStore;
import io.sessiongrid.store.OwnerCounts.Operation;
import io.sessiongrid.store.OwnerCounts.Outcome;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** {@link io.sessiongrid.session.SessionStore#commit}. */
final class CommitDelta extends SessionOperation<CommittedReply> {
    private @Nullable SessionDelta delta;
    private long baseVersion;
    private @Nullable CommitId commit;
    private Instant until = SessionStore.ALWAYS;

    /** For Hazelcast. */
    CommitDelta() {
        super(Operation.COMMIT);
    }

    CommitDelta(SessionDelta delta, long baseVersion, CommitId commit, Instant until) {
        super(Operation.COMMIT);
        this.delta = delta;
        this.baseVersion = baseVersion;
        this.commit = commit;
        this.until = until;
    }

    @Override
    CommittedReply execute(Map.Entry<String, StoredSession> entry) {
        StoredSession stored = entry.getValue();
        if (stored != null && stored.record().isPastItsTimeAt(now())) {
            return done(Outcome.GONE, CommittedReply.ofPastItsTime());
        }
        if (stored == null || stored.record().isGoneAt(now())) {
            return done(Outcome.GONE, new CommittedReply(new Committed.Gone()));
        }
        SessionDelta sent = Objects.requireNonNull(delta);
        SessionDelta changes = now().isAfter(until) ? sent.yieldingAll() : sent;
        SessionRecord session = stored.record();
        SessionPatch patch = session.commit(changes, baseVersion, Objects.requireNonNull(commit), now());
        if (patch == null) {
            return repeated(stored, new CommittedReply(session.committed(changes, baseVersion, now())));
        }
        int conflicts = session.conflicts(changes, baseVersion);
        SessionRecord after = apply(entry, session, patch);
        return done(
                conflicts == 0 ? Outcome.APPLIED : Outcome.CONFLICT,
                new CommittedReply(after.committed(changes, baseVersion, conflicts, now())));
    }

    static void writeDelta(WireWriter out, SessionDelta delta) {
        out.map(delta.changes(), WireWriter::change)
                .optional(delta.lifetime(), out::lifetime)
                .optional(delta.user(), out::user)
                .names(delta.yielding());
    }

    static SessionDelta readDelta(WireReader in) {
        return new SessionDelta(
                in.map(WireReader::change), in.optional(in::lifetime), in.optional(in::user), in.names());
    }

    @Override
    void write(WireWriter out) {
        writeDelta(out, Objects.requireNonNull(delta));
        out.wide(baseVersion).commit(Objects.requireNonNull(commit));
    }

    @Override
    void read(WireReader in) {
        delta = readDelta(in);
        baseVersion = in.wide();
        commit = in.commit();
    }

    @Override
    void writeLast(WireWriter out) {
        SessionDelta sent = Objects.requireNonNull(delta);
        GivingWay way = sent.givingWay();
        out.map(sent.ages(), WireWriter::duration)
                .time(until)
                .optional(way.lifetime(), out::time)
                .optional(way.user(), out::time)
                .time(way.known());
    }

    @Override
    void readLast(WireReader in) {
        delta = Objects.requireNonNull(delta).aged(in.map(WireReader::duration));
        until = in.time();
        delta = delta.with(new GivingWay(in.optional(in::time), in.optional(in::time), in.time()));
    }

    @Override
    public int getClassId() {
        return SessionSerializerHook.COMMIT;
    }
}
