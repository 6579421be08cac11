package io.sessiongrid.web;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * A warning that every request may give, as long as the grid is away: the first is logged as it is; those of the next
 * ten seconds are counted, and told in one line with the reason of the last; and so on until none comes. Thread-safe.
 */
public final class RequestWarning {
    private static final Logger log = System.getLogger(RequestWarning.class.getName());

    public static final RequestWarning REFUSED =
            new RequestWarning("Answered with status 503", "Answered %,d more requests with status 503");

    public static final RequestWarning NOT_SENT = new RequestWarning(
            "Did not send a response whose session could not be saved",
            "Did not send %,d more responses whose sessions could not be saved");

    /** What is too late for a status; a response that is cut short does not look like a success. */
    public static final RequestWarning CUT_SHORT = new RequestWarning(
            "Cut a response short whose session could not be saved",
            "Cut %,d more responses short whose sessions could not be saved");

    /** See {@code whenUnavailable}. */
    static final RequestWarning LOCAL_LOST = new RequestWarning(
            "Lost what was done to a session on this server alone",
            "Lost what was done to %,d more sessions on this server alone");

    public static final RequestWarning CHANGES_KEPT = new RequestWarning(
            "Kept changes that were made after the response for the next request",
            "Kept changes of %,d more requests that were made after the response for the next request");

    private static final Duration PERIOD = Duration.ofSeconds(10);

    private final String one;
    private final String many;
    private final Consumer<Runnable> periodLater;

    // Guarded by this.
    private boolean inPeriod;
    private int more;
    private String last = "";

    private RequestWarning(String one, String many) {
        this(one, many, RequestWarning::periodLater);
    }

    /** @param periodLater runs what it is given at the end of a period */
    RequestWarning(String one, String many, Consumer<Runnable> periodLater) {
        this.one = one;
        this.many = many;
        this.periodLater = periodLater;
    }

    /** Never throws. */
    public void log(Throwable cause) {
        log(String.valueOf(cause.getMessage()));
    }

    synchronized void log(String reason) {
        last = reason;
        if (inPeriod) {
            more++;
        } else {
            log.log(Level.WARNING, one + ": " + last);
            begin();
        }
    }

    private void begin() {
        inPeriod = true;
        more = 0;
        periodLater.accept(this::end);
    }

    private synchronized void end() {
        inPeriod = false;
        if (more > 0) {
            log.log(
                    Level.WARNING,
                    String.format(Locale.ROOT, many, more) + " in the last " + PERIOD.toSeconds() + " s; the last: "
                            + last);
            begin();
        }
    }

    /** On a thread of its own, which applications that stop leave behind no longer than that. */
    private static void periodLater(Runnable task) {
        Thread thread = new Thread(
                () -> {
                    LockSupport.parkNanos(PERIOD.toNanos());
                    task.run();
                },
                "sessiongrid warnings");
        thread.setDaemon(true);
        thread.setContextClassLoader(RequestWarning.class.getClassLoader());
        thread.start();
    }
}
