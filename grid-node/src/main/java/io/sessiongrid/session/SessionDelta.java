package io.sessiongrid.session;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one app server changed in a session since its last commit.
 *
 * @param changes by attribute name
 * @param lifetime null if it did not change
 * @param user null if it did not change
 * @param yielding names of changes that give way to whatever others have changed meanwhile: they were part of a commit
 *     that was not confirmed, so their request has failed
 * @param ages how long ago changes were made that come late: they give way to what others have changed since that time
 */
public record SessionDelta(
        Map<String, AttributeChange> changes,
        @Nullable Lifetime lifetime,
        @Nullable SessionUser user,
        Set<String> yielding,
        Map<String, Duration> ages) {
    public SessionDelta {
        changes = Map.copyOf(changes);
        yielding = Set.copyOf(yielding);
        ages = Map.copyOf(ages);
    }

    /** Of changes that are made now. */
    public SessionDelta(
            Map<String, AttributeChange> changes,
            @Nullable Lifetime lifetime,
            @Nullable SessionUser user,
            Set<String> yielding) {
        this(changes, lifetime, user, yielding, Map.of());
    }

    /** Of changes that give way to nothing. */
    public SessionDelta(Map<String, AttributeChange> changes, @Nullable Lifetime lifetime, @Nullable SessionUser user) {
        this(changes, lifetime, user, Set.of(), Map.of());
    }

    /** The same changes, of which those that come late are of these ages. */
    public SessionDelta aged(Map<String, Duration> howLongAgo) {
        return new SessionDelta(changes, lifetime, user, yielding, howLongAgo);
    }

    /** The same changes, all of which give way. */
    public SessionDelta yieldingAll() {
        return new SessionDelta(changes, lifetime, user, changes.keySet(), ages);
    }

    /** The same changes, none of which gives way. */
    public SessionDelta insisting() {
        return new SessionDelta(changes, lifetime, user);
    }

    public boolean isEmpty() {
        return changes.isEmpty() && lifetime == null && user == null;
    }
}
