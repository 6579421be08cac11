package io.sessiongrid.demo.script;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What must be in a basket, what must not, and what may.
 *
 * <p>An answered change is certain. A change without an answer may have been made, may be made still, or never: its
 * article may be there or not, until it has once been seen that the change was made.
 */
final class Expected {
    private final Set<String> inside = new HashSet<>();
    private final Set<String> mayAppear = new HashSet<>();
    private final Set<String> mayVanish = new HashSet<>();

    void put(String article) {
        inside.add(article);
    }

    void taken(String article) {
        inside.remove(article);
        mayVanish.remove(article);
    }

    void maybePut(String article) {
        mayAppear.add(article);
    }

    void maybeTaken(String article) {
        mayVanish.add(article);
    }

    /** Articles that can be taken out. */
    List<String> inside() {
        return List.copyOf(inside);
    }

    /** How many articles are missing, back again, or there more than once. */
    int contradictions(Map<String, Integer> shown) {
        long missing = inside.stream()
                .filter(article -> !shown.containsKey(article) && !mayVanish.contains(article))
                .count();
        long tooMuch = shown.entrySet().stream()
                .filter(entry -> entry.getValue() != 1 || !mayBeThere(entry.getKey()))
                .count();
        return Math.toIntExact(missing + tooMuch);
    }

    private boolean mayBeThere(String article) {
        return inside.contains(article) || mayAppear.contains(article);
    }

    @Override
    public String toString() {
        return "inside " + inside + ", may appear " + mayAppear + ", may vanish " + mayVanish;
    }

    /** Learns which uncertain changes were made; to be called with baskets that do not contradict. */
    void settle(Map<String, Integer> shown) {
        mayVanish.removeIf(article -> !shown.containsKey(article) && inside.remove(article));
        mayAppear.removeIf(article -> shown.containsKey(article) && inside.add(article));
    }

    /** Gives up: from now on, what is shown is what must be there. */
    void adopt(Map<String, Integer> shown) {
        inside.clear();
        inside.addAll(shown.keySet());
        mayAppear.clear();
        mayVanish.clear();
    }
}
