package io.sessiongrid.tomcat.faults;

import java.util.Set;

/**
 * A change of which nobody knows whether it was made, or will be.
 *
 * @param outcomes values that the attribute has after it
 * @param until what is answered with success that began later than this is not overwritten by it
 */
record Doubt(Set<String> outcomes, long until) {
    Doubt {
        outcomes = Set.copyOf(outcomes);
    }

    boolean mayOverwrite(long begun) {
        return until > begun;
    }
}
