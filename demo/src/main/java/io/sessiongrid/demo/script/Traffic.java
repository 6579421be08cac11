package io.sessiongrid.demo.script;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** Counts requests. Thread-safe. */
final class Traffic {
    private final Map<String, Integer> failures = new TreeMap<>();
    private int requests;
    private int changedServer;
    private Duration slowest = Duration.ZERO;

    /** @param otherServer whether another server answered than the one that answered this shopper before */
    synchronized void answered(Duration time, boolean otherServer) {
        sent(time);
        changedServer += otherServer ? 1 : 0;
    }

    synchronized void failed(Duration time, String how) {
        sent(time);
        failures.merge(how, 1, Integer::sum);
    }

    private void sent(Duration time) {
        requests++;
        slowest = time.compareTo(slowest) > 0 ? time : slowest;
    }

    synchronized int requests() {
        return requests;
    }

    synchronized int changedServer() {
        return changedServer;
    }

    synchronized Duration slowest() {
        return slowest;
    }

    synchronized int failed() {
        return failures.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** How many requests failed, by how they did. */
    synchronized Map<String, Integer> failures() {
        return new TreeMap<>(failures);
    }
}
