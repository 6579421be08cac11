package io.sessiongrid.session;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
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
 * @param givingWay the same for the lifetime and the user
 */
public record SessionDelta(
        Map<String, AttributeChange> changes,
        @Nullable Lifetime lifetime,
        @Nullable SessionUser user,
        Set<String> yielding,
        Map<String, Duration> ages,
        GivingWay givingWay) {
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
        this(changes, lifetime, user, yielding, Map.of(), GivingWay.TO_NOTHING);
    }

    /** Of changes that give way to nothing. */
    public SessionDelta(Map<String, AttributeChange> changes, @Nullable Lifetime lifetime, @Nullable SessionUser user) {
        this(changes, lifetime, user, Set.of());
    }

    /** The same changes, of which those that come late are of these ages. */
    public SessionDelta aged(Map<String, Duration> howLongAgo) {
        return new SessionDelta(changes, lifetime, user, yielding, howLongAgo, givingWay);
    }

    /** The same changes, of which that of the lifetime and that of the user give way as this says. */
    public SessionDelta with(GivingWay way) {
        return new SessionDelta(changes, lifetime, user, yielding, ages, way);
    }

    /** The same changes, all of which give way. */
    public SessionDelta yieldingAll() {
        return new SessionDelta(changes, lifetime, user, changes.keySet(), ages, givingWay.all());
    }

    /**
     * What is left of them where others have changed the session. Nothing gives way to an earlier attempt of its own
     * server, which may have been executed late.
     */
    SessionDelta withoutYielded(SessionRecord session, long baseVersion, long writer, Instant now) {
        AttributeTable there = session.attributes();
        LastChanges last = session.lastChanges();
        Map<String, AttributeChange> left = new HashMap<>(changes);
        yielding.stream()
                .filter(name -> there.wasChangedByAnother(name, baseVersion, writer, Instant.MIN))
                .forEach(left::remove);
        ages.forEach((name, age) -> {
            if (there.wasChangedByAnother(name, baseVersion, writer, now.minus(age))) {
                left.remove(name);
            }
        });
        return new SessionDelta(
                left,
                givingWay.ofLifetime(last, writer) ? null : lifetime,
                givingWay.ofUser(last, writer) ? null : user,
                Set.of(),
                ages,
                givingWay);
    }

    public boolean isEmpty() {
        return changes.isEmpty() && lifetime == null && user == null;
    }
}
