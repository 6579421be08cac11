package io.sessiongrid.tomcat.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The values that one attribute may have.
 *
 * <p>After a change that was answered it has one. A change that was refused may be made later, by the server that keeps
 * it, but gives way to any that was answered after the refusal (G2). When its value has been seen, it is as good as
 * answered, and older ones give way to it, too.
 */
final class ExpectedAttribute {
    /** For so long a change whose server died may still be on its way to the grid. */
    static final Duration ON_ITS_WAY = Duration.ofSeconds(5);

    /** One change of a request, and whether it was answered. */
    private record Tried(Change change, Attempt attempt) {}

    private final String name;
    private Set<String> certain = Set.of(Change.ABSENT);
    private final List<Doubt> doubts = new ArrayList<>();

    ExpectedAttribute(String name) {
        this.name = name;
    }

    Set<String> possible() {
        Set<String> values = new HashSet<>(certain);
        doubts.forEach(doubt -> values.addAll(doubt.outcomes()));
        return values;
    }

    /**
     * Takes requests into account that ran at the same time.
     *
     * @return what should not be, for people
     */
    List<String> observe(List<Attempt> together) {
        List<Tried> tried = tried(together);
        List<String> contradictions = contradictions(together, tried);
        if (tried.isEmpty()) {
            settle(together);
        } else {
            change(tried);
        }
        if (!contradictions.isEmpty()) {
            adopt(together);
        }
        return contradictions;
    }

    private List<Tried> tried(List<Attempt> together) {
        return together.stream()
                .filter(attempt -> attempt.isAnswered() || attempt.isDoubtful())
                .flatMap(attempt -> attempt.changes().stream().map(change -> new Tried(change, attempt)))
                .filter(each -> each.change().name().equals(name))
                .toList();
    }

    private List<String> contradictions(List<Attempt> together, List<Tried> tried) {
        List<String> contradictions = new ArrayList<>();
        for (Attempt attempt : together) {
            boolean own = tried.stream().anyMatch(each -> each.attempt().equals(attempt));
            Set<String> allowed = after(tried, own ? tried : List.of());
            if (attempt.isAnswered() && !allowed.contains(attempt.shown().value(name))) {
                contradictions.add(name + " was " + quoted(attempt.shown().value(name)) + " instead of one of "
                        + allowed + "; " + this);
            }
        }
        return contradictions;
    }

    /** The values after any of the changes, in any order; if some are required, after at least one of these. */
    private Set<String> after(List<Tried> tried, List<Tried> required) {
        Set<String> values = new HashSet<>();
        possible().forEach(before -> collect(before, required.isEmpty(), tried, required, values));
        return values;
    }

    private static void collect(
            String value, boolean complete, List<Tried> left, List<Tried> required, Set<String> values) {
        if (complete) {
            values.add(value);
        }
        for (Tried next : left) {
            List<Tried> rest = new ArrayList<>(left);
            rest.remove(next);
            collect(next.change().after(value), complete || required.contains(next), rest, required, values);
        }
    }

    private void change(List<Tried> tried) {
        List<Tried> answered =
                tried.stream().filter(each -> each.attempt().isAnswered()).toList();
        List<Doubt> added = tried.stream()
                .filter(each -> each.attempt().isDoubtful())
                .map(each -> doubt(each, after(tried, List.of(each))))
                .toList();
        if (!answered.isEmpty()) {
            boolean settling = answered.stream().anyMatch(each -> isChange(each.change()));
            certain = afterAnswered(tried, answered);
            if (!settling) {
                doubts.addAll(added);
                return;
            }
            long begun = answered.stream()
                    .mapToLong(each -> each.attempt().begun())
                    .max()
                    .orElseThrow();
            doubts.removeIf(doubt -> !doubt.mayOverwrite(begun));
        }
        doubts.addAll(added);
    }

    /** To remove what is not there is no change, and so nothing to give way to. */
    private boolean isChange(Change change) {
        return !(change instanceof Change.Remove) || !certain.contains(Change.ABSENT);
    }

    private Set<String> afterAnswered(List<Tried> tried, List<Tried> answered) {
        Tried first = answered.get(0);
        return tried.size() == 1 ? Set.of(first.attempt().shown().value(name)) : after(tried, answered);
    }

    private static Doubt doubt(Tried tried, Set<String> outcomes) {
        Attempt attempt = tried.attempt();
        return new Doubt(outcomes, attempt.over() + (attempt.fate() == Fate.LOST ? ON_ITS_WAY.toNanos() : 0));
    }

    /** Learns from what was seen. */
    private void settle(List<Attempt> together) {
        List<Attempt> answered = together.stream().filter(Attempt::isAnswered).toList();
        Set<String> seen =
                answered.stream().map(attempt -> attempt.shown().value(name)).collect(Collectors.toSet());
        if (seen.isEmpty() || certain.containsAll(seen)) {
            certain = seen.size() == 1 ? seen : certain;
            return;
        }
        if (seen.size() == 1) {
            long begun = answered.get(0).begun();
            forgetUpTo(seen.iterator().next(), begun);
        }
        certain = seen;
    }

    private void forgetUpTo(String value, long begun) {
        int made = 0;
        while (made < doubts.size() && !doubts.get(made).outcomes().contains(value)) {
            made++;
        }
        List<Doubt> until = new ArrayList<>(doubts.subList(0, Math.min(made + 1, doubts.size())));
        until.removeIf(doubt -> doubt.mayOverwrite(begun));
        doubts.removeAll(until);
    }

    /** Gives up: from now on, what was shown last is what must be there. */
    private void adopt(List<Attempt> together) {
        doubts.clear();
        certain = together.stream()
                .filter(Attempt::isAnswered)
                .map(attempt -> attempt.shown().value(name))
                .collect(Collectors.toSet());
    }

    private static String quoted(String value) {
        return value.equals(Change.ABSENT) ? "absent" : value;
    }

    @Override
    public String toString() {
        return "certain " + certain + ", in doubt "
                + doubts.stream().map(Doubt::outcomes).toList();
    }
}
