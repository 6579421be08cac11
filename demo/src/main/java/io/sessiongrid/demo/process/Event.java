package io.sessiongrid.demo.process;

import java.time.Instant;

/**
 * Something that happened to a process, and what that means for sessions.
 *
 * @param text one or more sentences
 */
public record Event(Instant at, String text) {}
