package io.sessiongrid.store;

import io.sessiongrid.session.AttributeTable;
import io.sessiongrid.session.CommitId;
import io.sessiongrid.session.LastChanges;
import io.sessiongrid.session.RecentCommits;
import io.sessiongrid.session.SecretHash;
import io.sessiongrid.session.SessionRecord;
import io.sessiongrid.session.SessionTimes;
import io.sessiongrid.session.SessionUser;
import io.sessiongrid.session.StoredAttribute;
import io.sessiongrid.session.Tombstone;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The value in the session map.
 *
 * <p>Immutable once read, and equal by content: Hazelcast compares backups with their owner by {@code equals} and
 * {@code hashCode}.
 */
final class StoredSession extends WireObject {
    private @Nullable SessionRecord record;

    /** For Hazelcast. */
    StoredSession() {}

    StoredSession(SessionRecord record) {
        this.record = record;
    }

    SessionRecord record() {
        return Objects.requireNonNull(record);
    }

    @Override
    void write(WireWriter out) {
        SessionRecord session = record();
        out.number(session.version())
                .secret(session.secretHash())
                .times(session.times())
                .map(session.attributes().present(), StoredSession::writeAttribute)
                .map(session.attributes().removed(), StoredSession::writeTombstone)
                .wide(session.attributes().forgotten())
                .list(session.commits().commits(), out::commit)
                .user(session.user())
                .flag(session.ended())
                .optional(session.claim(), out::claim);
    }

    @Override
    void read(WireReader in) {
        long version = in.number();
        SecretHash secret = in.secret();
        SessionTimes times = in.times();
        Map<String, StoredAttribute> present = in.map(StoredSession::readAttribute);
        Map<String, Tombstone> removed = in.map(StoredSession::readTombstone);
        long forgotten = in.wide();
        List<CommitId> commits = in.list(in::commit);
        SessionUser user = in.user();
        record = new SessionRecord(
                version,
                secret,
                times,
                new AttributeTable(present, removed, forgotten),
                new RecentCommits(commits),
                user,
                in.flag(),
                in.optional(in::claim),
                LastChanges.NONE);
    }

    @Override
    void writeLater(WireWriter out) {
        out.lastChanges(record().lastChanges());
    }

    @Override
    void readLater(WireReader in) {
        SessionRecord earlier = record();
        record = new SessionRecord(
                earlier.version(),
                earlier.secretHash(),
                earlier.times(),
                earlier.attributes(),
                earlier.commits(),
                earlier.user(),
                earlier.ended(),
                earlier.claim(),
                in.lastChanges());
    }

    static void writeAttribute(WireWriter out, StoredAttribute attribute) {
        out.attribute(attribute.bytes()).number(attribute.version()).stamp(attribute.stamp());
    }

    static StoredAttribute readAttribute(WireReader in) {
        return new StoredAttribute(in.attribute(), in.number(), in.stamp());
    }

    static void writeTombstone(WireWriter out, Tombstone tombstone) {
        out.number(tombstone.version()).stamp(tombstone.stamp());
    }

    static Tombstone readTombstone(WireReader in) {
        return new Tombstone(in.number(), in.stamp());
    }

    @Override
    public int getClassId() {
        return SessionSerializerHook.STORED_SESSION;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof StoredSession that && Objects.equals(record, that.record);
    }

    @Override
    public int hashCode() {
        return Objects.hashCode(record);
    }
}
