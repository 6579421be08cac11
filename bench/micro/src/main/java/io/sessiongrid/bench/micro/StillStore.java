package io.sessiongrid.bench.micro;

import io.sessiongrid.session.AttributeChange;
import io.sessiongrid.session.AttributeChanges;
import io.sessiongrid.session.CommitId;
import io.sessiongrid.session.Committed;
import io.sessiongrid.session.Creation;
import io.sessiongrid.session.Lifetime;
import io.sessiongrid.session.Opened;
import io.sessiongrid.session.RevocationListener;
import io.sessiongrid.session.SecretHash;
import io.sessiongrid.session.SessionCopy;
import io.sessiongrid.session.SessionDelta;
import io.sessiongrid.session.SessionId;
import io.sessiongrid.session.SessionStore;
import io.sessiongrid.session.SessionTimes;
import io.sessiongrid.session.TouchListener;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A grid of one session, which answers at once and does not lose a thought: what is left is the app server's cost. */
final class StillStore implements SessionStore {
    private static final Lifetime LIFETIME = new Lifetime(Duration.ofHours(6), Duration.ofHours(1));

    private final Instant begun = Instant.now();
    private final SessionTimes times = new SessionTimes(begun, begun, LIFETIME);
    private final AtomicLong version = new AtomicLong(1);
    private final Map<String, AttributeChange> content;

    /** @param content the attributes, however often they are changed */
    StillStore(Map<String, AttributeChange> content) {
        this.content = Map.copyOf(content);
    }

    @Override
    public Opened open(String key, SecretHash secret, long knownVersion) {
        long current = version.get();
        return knownVersion == current
                ? new Opened.Unchanged(times, begun)
                : new Opened.Changed(times, begun, new AttributeChanges(current, content, true));
    }

    @Override
    public Committed commit(String key, SessionDelta delta, long baseVersion, CommitId commit, Instant until) {
        return new Committed.Applied(times, begun, new AttributeChanges(version.incrementAndGet(), Map.of(), false), 0);
    }

    @Override
    public void touch(String key, Duration ago, TouchListener listener) {
        listener.touched(times, begun);
    }

    @Override
    public Committed create(SessionId id, Creation creation, SessionDelta initial, CommitId commit) {
        return new Committed.Gone();
    }

    @Override
    public Committed restore(SessionId id, SessionTimes kept, SessionDelta content, CommitId commit) {
        return new Committed.Gone();
    }

    @Override
    public Committed restore(String key, SessionCopy copy, CommitId commit) {
        return new Committed.Gone();
    }

    @Override
    public boolean changeSecret(String key, SecretHash from, SecretHash to, Instant until) {
        return false;
    }

    @Override
    public Opened end(String key, long knownVersion, CommitId end, Duration lease) {
        return new Opened.Gone();
    }

    @Override
    public @Nullable UUID gridId() {
        return null;
    }

    @Override
    public int size() {
        return 1;
    }

    @Override
    public void revoke(String key, long writer) {}

    @Override
    public void tellOfShorterLife(String key, long writer) {}

    @Override
    public Runnable onRevoked(RevocationListener listener) {
        return () -> {};
    }

    @Override
    public List<Integer> takeTurn(Duration turn, Duration step) {
        return List.of();
    }

    @Override
    public List<String> expiredIn(int partition) {
        return List.of();
    }

    @Override
    public Opened claim(String key, long claimant, Duration lease, long knownVersion) {
        return new Opened.Gone();
    }

    @Override
    public void renew(String key, long claimant, Duration lease) {}

    @Override
    public void removeClaimed(String key, CommitId end) {}
}
