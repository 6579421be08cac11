package io.sessiongrid.store;

import com.hazelcast.map.EntryProcessor;
import io.sessiongrid.session.SessionPatch;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of an operation, on its way to a backup.
 *
 * @param <R> the answer of the operation; a backup answers nothing
 */
final class ApplyPatch<R> extends WireObject implements EntryProcessor<String, StoredSession, R> {
    private @Nullable SessionPatch patch;

    /** For Hazelcast. */
    ApplyPatch() {}

    ApplyPatch(SessionPatch patch) {
        this.patch = patch;
    }

    /** A backup that has no such session yet is given all of it by Hazelcast later. */
    @Override
    public @Nullable R process(Map.Entry<String, StoredSession> entry) {
        StoredSession before = entry.getValue();
        if (before != null) {
            SessionOperation.put(entry, before.record().with(Objects.requireNonNull(patch)));
        }
        return null;
    }

    @Override
    void write(WireWriter out) {
        SessionPatch outcome = Objects.requireNonNull(patch);
        out.number(outcome.version())
                .times(outcome.times())
                .optional(outcome.secretHash(), out::secret)
                .map(outcome.puts(), StoredSession::writeAttribute)
                .map(outcome.removals(), StoredSession::writeTombstone)
                .optional(outcome.commit(), out::commit)
                .optional(outcome.user(), out::user)
                .flag(outcome.ends())
                .optional(outcome.claim(), out::claim);
    }

    @Override
    void read(WireReader in) {
        patch = new SessionPatch(
                in.number(),
                in.times(),
                in.optional(in::secret),
                in.map(StoredSession::readAttribute),
                in.map(StoredSession::readTombstone),
                in.optional(in::commit),
                in.optional(in::user),
                in.flag(),
                in.optional(in::claim),
                null);
    }

    @Override
    void writeLater(WireWriter out) {
        out.optional(Objects.requireNonNull(patch).lastChanges(), out::lastChanges);
    }

    @Override
    void readLater(WireReader in) {
        patch = Objects.requireNonNull(patch).with(in.optional(in::lastChanges));
    }

    @Override
    public int getClassId() {
        return SessionSerializerHook.APPLY_PATCH;
    }
}
