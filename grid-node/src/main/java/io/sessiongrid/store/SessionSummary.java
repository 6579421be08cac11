package io.sessiongrid.store;

import java.time.Duration;
import java.time.Instant;

/**
 * A session as an operator sees it: neither its secret nor any value.
 *
 * @param key names it and opens nothing
 * @param idle since its last use that the grid knows of
 * @param bytes an estimate of the heap that it takes on its owner
 * @param user empty if nobody is logged in
 */
public record SessionSummary(String key, Instant created, Duration idle, long bytes, String user) {}
