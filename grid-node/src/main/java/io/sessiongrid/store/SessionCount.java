package io.sessiongrid.store;

/**
 * How many living sessions there are, and what they take.
 *
 * @param bytes an estimate of the heap that they take, on their owners only
 */
public record SessionCount(long sessions, long bytes) {
    static final SessionCount NONE = new SessionCount(0, 0);

    public SessionCount plus(SessionCount other) {
        return new SessionCount(sessions + other.sessions, bytes + other.bytes);
    }
}
