package io.sessiongrid.bench.load;

import org.HdrHistogram.Histogram;

/** What one or several clients have seen while it was measured. Not thread-safe. */
public final class Tally {
    /** Nanoseconds, up to a minute, with two digits. */
    private final Histogram times = new Histogram(60_000_000_000L, 2);

    private long stale;
    private long lost;
    private long failed;

    void answered(long nanos) {
        times.recordValue(Math.min(nanos, times.getHighestTrackableValue()));
    }

    /** An answer showed an older value than one that was confirmed before. */
    void stale() {
        stale++;
    }

    /** A session, or a confirmed write, is gone. */
    void lost() {
        lost++;
    }

    /** No answer, or an answer of another status than 200. */
    void failed() {
        failed++;
    }

    void add(Tally other) {
        times.add(other.times);
        addFaults(other);
    }

    /** A wrong answer is wrong before it is measured, too. */
    void addFaults(Tally other) {
        stale += other.stale;
        lost += other.lost;
        failed += other.failed;
    }

    public long requests() {
        return times.getTotalCount();
    }

    /** In microseconds. */
    public double percentile(double percent) {
        return times.getValueAtPercentile(percent) / 1000.0;
    }

    public long staleAnswers() {
        return stale;
    }

    public long lostSessions() {
        return lost;
    }

    public long failedRequests() {
        return failed;
    }
}
