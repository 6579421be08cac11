package io.sessiongrid.tomcat.faults;

import java.util.List;

/**
 * A request that is over.
 *
 * @param changes to attributes, one to each at most
 * @param shown what the answer showed; of no meaning unless {@link Fate#ANSWERED}
 * @param begun by {@link System#nanoTime}
 */
record Attempt(List<Change> changes, Fate fate, Shown shown, long begun, long over) {
    Attempt {
        changes = List.copyOf(changes);
    }

    boolean isAnswered() {
        return fate == Fate.ANSWERED;
    }

    boolean isDoubtful() {
        return fate == Fate.REFUSED || fate == Fate.LOST;
    }
}
