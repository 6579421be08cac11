package io.sessiongrid.web;

import io.sessiongrid.session.AttributeChange;
import io.sessiongrid.session.GivingWay;
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

/**
 * What one commit is to carry.
 *
 * @param naming the attribute that names the user, if it is among the changes; he is not {@code user} then
 */
record PendingDelta(
        Map<String, PendingChange> changes,
        @Nullable PendingValue<Lifetime> lifetime,
        @Nullable PendingValue<SessionUser> user,
        @Nullable PendingChange naming) {
    @Nullable
    Lifetime newLifetime() {
        return lifetime == null ? null : lifetime.value;
    }

    @Nullable
    SessionUser newUser() {
        if (naming == null) {
            return user == null ? null : user.value;
        }
        return naming.value == null ? SessionUser.NOBODY : new SessionUser(String.valueOf(naming.value.object), "");
    }

    /**
     * Their commit failed: what there is once gives way to what others have changed since.
     *
     * @param moment by the grid's clock
     */
    void giveWay(Instant moment) {
        if (lifetime != null) {
            lifetime.giveWay(moment);
        }
        if (user != null) {
            user.giveWay(moment);
        }
        if (naming != null && naming.givesWaySince == null) {
            naming.givesWaySince = moment;
        }
    }

    /** @param known see {@link GivingWay#known} */
    GivingWay givingWay(Instant known) {
        Instant ofUser = user == null ? null : user.givesWaySince();
        return new GivingWay(
                lifetime == null ? null : lifetime.givesWaySince(),
                naming == null ? ofUser : naming.givesWaySince,
                known);
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
        return new SessionDelta(byName, newLifetime(), newUser(), refused).aged(ages);
    }
}
