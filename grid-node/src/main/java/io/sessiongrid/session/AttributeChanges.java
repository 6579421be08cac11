package io.sessiongrid.session;

import java.util.Map;

/**
 * What brings a copy of a session's attributes up to date.
 *
 * @param version the version that the copy has afterwards
 * @param changes by attribute name
 * @param complete true if attributes that are not named here are gone, because the copy was too old for a difference
 */
public record AttributeChanges(long version, Map<String, AttributeChange> changes, boolean complete) {
    public AttributeChanges {
        changes = Map.copyOf(changes);
    }
}
