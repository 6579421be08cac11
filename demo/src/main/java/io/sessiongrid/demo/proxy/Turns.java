package io.sessiongrid.demo.proxy;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Whose turn it is: always the other of two than the one before. Clients take turns each for themselves. Thread-safe.
 */
final class Turns {
    private final Map<String, Integer> latest = new ConcurrentHashMap<>();

    /**
     * 0 or 1.
     *
     * @param client any name; each name is remembered for good
     */
    int next(String client) {
        return latest.merge(client, 0, (before, first) -> 1 - before);
    }
}
