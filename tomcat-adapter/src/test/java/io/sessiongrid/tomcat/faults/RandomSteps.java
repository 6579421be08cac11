package io.sessiongrid.tomcat.faults;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Draws changes; no value is written twice. */
final class RandomSteps {
    private static final List<String> NAMES = List.of("a", "b", "c", "basket", "wishes");

    /** Of {@link #NAMES}, those that are lists. */
    private static final List<String> LISTS = List.of("basket", "wishes");

    /** In milliseconds. */
    private static final int SLOW = 120;

    private final int shopper;
    private final Random random;
    private int last;

    RandomSteps(int shopper, Random random) {
        this.shopper = shopper;
        this.random = random;
    }

    String newVisit() {
        return "visit-" + next();
    }

    private String next() {
        return shopper + "." + ++last;
    }

    /** To as many attributes. */
    List<Change> changes(int number) {
        List<String> names = new ArrayList<>(NAMES);
        Collections.shuffle(names, random);
        return names.subList(0, number).stream().map(this::change).toList();
    }

    private Change change(String name) {
        if (random.nextInt(6) == 0) {
            return new Change.Remove(name);
        }
        return LISTS.contains(name) ? new Change.Add(name, next()) : new Change.Put(name, next());
    }

    /** What a request for them does. */
    static List<String> of(List<Change> changes) {
        return changes.stream().map(Change::step).toList();
    }

    /** The same, with a wait before, between or after. */
    List<String> slowly(List<Change> changes) {
        List<String> steps = new ArrayList<>(of(changes));
        steps.add(random.nextInt(steps.size() + 1), "wait:" + random.nextInt(SLOW));
        return steps;
    }
}
