package io.sessiongrid.web;

import io.sessiongrid.session.AttributeChange;
import io.sessiongrid.session.Lifetime;
import io.sessiongrid.session.SessionDelta;
import io.sessiongrid.session.SessionUser;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What one commit is to carry. */
record PendingDelta(
        Map<String, PendingChange> changes,
        @Nullable Lifetime lifetime,
        @Nullable SessionUser user) {
    /**
     * The user is the one that the container has set, or whom the attribute names that settings name.
     *
     * @param naming the name of that attribute; null if there is none
     */
    static PendingDelta of(
            Map<String, PendingChange> changes,
            @Nullable Lifetime lifetime,
            @Nullable SessionUser user,
            @Nullable String naming) {
        PendingChange named = naming == null ? null : changes.get(naming);
        return new PendingDelta(changes, lifetime, named == null ? user : userOf(named));
    }

    private static SessionUser userOf(PendingChange named) {
        return named.value == null ? SessionUser.NOBODY : new SessionUser(String.valueOf(named.value.object), "");
    }

    /** @param now by this server's own clock */
    SessionDelta delta(Instant now) {
        Map<String, AttributeChange> byName = new HashMap<>();
        Map<String, Duration> ages = new HashMap<>();
        Set<String> refused = new HashSet<>();
        changes.forEach((name, change) -> {
            byName.put(name, change.change());
            Instant answered = change.answeredHere;
            if (change.refused) {
                refused.add(name);
            } else if (answered != null) {
                ages.put(name, Duration.between(answered, now));
            }
        });
        return new SessionDelta(byName, lifetime, user, refused, ages);
    }
}
