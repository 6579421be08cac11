package io.sessiongrid.tomcat.faults;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** What is counted in a run. Thread-safe. */
public final class Tally {
    private final Map<String, Map<Fate, Integer>> operations = new TreeMap<>();
    private final Map<String, Integer> events = new TreeMap<>();
    private final Queue<String> violations = new ConcurrentLinkedQueue<>();
    private Duration longestAnswered = Duration.ZERO;
    private Duration longest = Duration.ZERO;
    private Duration longestWhileUnwell = Duration.ZERO;
    private String longestSays = "";

    /** @param unwell true if its server was, so that the wait is not ours */
    synchronized void count(String operation, Fate fate, Duration took, boolean unwell, String what) {
        operations.computeIfAbsent(operation, name -> new TreeMap<>()).merge(fate, 1, Integer::sum);
        if (unwell) {
            longestWhileUnwell = longer(longestWhileUnwell, took);
            return;
        }
        if (took.compareTo(longest) > 0) {
            longestSays = what;
        }
        longest = longer(longest, took);
        longestAnswered = fate == Fate.ANSWERED ? longer(longestAnswered, took) : longestAnswered;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    /** Something that may happen. */
    synchronized void note(String event) {
        events.merge(event, 1, Integer::sum);
    }

    /** Something that must not. */
    public void violation(String what) {
        violations.add(what);
    }

    public List<String> violations() {
        return List.copyOf(violations);
    }

    /** Requests by operation, and what became of them. */
    public synchronized Map<String, Map<Fate, Integer>> operations() {
        return new TreeMap<>(operations);
    }

    /** How many requests had this fate. */
    public synchronized int number(Fate fate) {
        return operations.values().stream()
                .mapToInt(fates -> fates.getOrDefault(fate, 0))
                .sum();
    }

    public synchronized Map<String, Integer> events() {
        return new TreeMap<>(events);
    }

    /** Of all requests to servers that were well. */
    public synchronized Duration longest() {
        return longest;
    }

    /** What the request did that was the longest. */
    public synchronized String longestSays() {
        return longestSays;
    }

    public synchronized Duration longestAnswered() {
        return longestAnswered;
    }

    /** Of requests to servers that stood still, ended or started. */
    public synchronized Duration longestWhileUnwell() {
        return longestWhileUnwell;
    }
}
