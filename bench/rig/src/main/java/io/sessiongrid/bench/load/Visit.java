package io.sessiongrid.bench.load;

import org.jspecify.annotations.Nullable;

/** What a client knows of one session: its cookie, and the number of the last write that was confirmed. */
final class Visit {
    private @Nullable String cookie;
    private long last;

    /** The numbers that were given, also to writes that were not confirmed. */
    private long given;

    @Nullable
    String cookie() {
        return cookie;
    }

    void cookieWasSet(@Nullable String value) {
        if (value != null) {
            cookie = value;
        }
    }

    long last() {
        return last;
    }

    /** A number greater than all before. */
    long nextWrite() {
        return ++given;
    }

    void confirmed(long write) {
        last = write;
    }

    /** The next request begins another session. */
    void forget() {
        cookie = null;
        last = 0;
        given = 0;
    }
}
