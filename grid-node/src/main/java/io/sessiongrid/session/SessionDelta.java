package io.sessiongrid.session;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one app server changed in a session since its last commit.
 *
 * @param changes by attribute name
 * @param lifetime null if it did not change
 * @param user null if it did not change
 */
public record SessionDelta(
        Map<String, AttributeChange> changes,
        @Nullable Lifetime lifetime,
        @Nullable SessionUser user) {
    public SessionDelta {
        changes = Map.copyOf(changes);
    }

    public boolean isEmpty() {
        return changes.isEmpty() && lifetime == null && user == null;
    }
}
