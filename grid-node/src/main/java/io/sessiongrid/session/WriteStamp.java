package io.sessiongrid.session;

import java.time.Instant;

/**
 * When something was written, by the grid's clock, and by which app server; orders writes that did not know of each
 * other.
 */
public record WriteStamp(Instant time, long writer) implements Comparable<WriteStamp> {
    @Override
    public int compareTo(WriteStamp that) {
        int byTime = time.compareTo(that.time);
        return byTime != 0 ? byTime : Long.compare(writer, that.writer);
    }
}
