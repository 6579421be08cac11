package io.sessiongrid.web;

import io.sessiongrid.session.CommitId;
import io.sessiongrid.session.SessionId;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The end of one session, from the claim until it is removed. Thread-safe. */
final class Ending {
    private static final Logger log = System.getLogger(Ending.class.getName());

    /** A listener that needs longer is taken for one that hangs: another server may tell its own. */
    static final Duration LONGEST_TELLING = Duration.ofMinutes(1);

    private final String key;
    private final CommitId end;
    private final Instant since;
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile @Nullable Thread teller;
    private volatile boolean claimed;
    private volatile boolean told;
    private volatile boolean warned;

    /**
     * @param end names it
     * @param since by this server's own clock
     */
    Ending(String key, CommitId end, Instant since) {
        this.key = key;
        this.end = end;
        this.since = since;
    }

    String key() {
        return key;
    }

    CommitId end() {
        return end;
    }

    /** The grid keeps the claim; listeners are told from now on. */
    void claimed() {
        claimed = true;
    }

    /** On which thread. */
    void toldBy(Thread thread) {
        teller = thread;
    }

    /** Listeners have been told. */
    void told() {
        told = true;
    }

    boolean wasTold() {
        return told;
    }

    boolean isClaimed() {
        return claimed;
    }

    /** Nothing more comes of it here. */
    void over() {
        over.countDown();
    }

    boolean isOver() {
        return over.getCount() == 0;
    }

    /** True once it is over; false if {@code patience} came to an end before. */
    boolean awaitOver(Duration patience) {
        try {
            return over.await(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    boolean hangsAt(Instant now) {
        return claimed && !told && !now.isBefore(since.plus(LONGEST_TELLING));
    }

    /** Once, with the place. */
    void warn() {
        if (warned) {
            return;
        }
        warned = true;
        Thread thread = teller;
        IllegalStateException place = new IllegalStateException("It is here");
        place.setStackTrace(thread == null ? new StackTraceElement[0] : thread.getStackTrace());
        log.log(
                Level.WARNING,
                "A session listener has not returned for " + LONGEST_TELLING.toSeconds() + " s from the end of session "
                        + SessionId.logged(key) + "; another server may tell its own, and this one goes on",
                place);
    }
}
