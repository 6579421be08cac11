package io.sessiongrid.demo.script;

import java.time.Duration;

/**
 * Hands out the requests of a run one by one, evenly over time, and no more than are open yet: those after the kills
 * wait until there is something to be killed. Thread-safe.
 */
final class Pace {
    private final int requests;
    private final long nanosApart;
    private int open;
    private int taken;
    private long nextAt;
    private boolean stopped;

    /** None is open yet. */
    Pace(int requests, Duration spread) {
        this.requests = requests;
        this.nanosApart = spread.toNanos() / requests;
        this.nextAt = System.nanoTime();
    }

    /** Lets the first {@code percent} of the requests be taken. */
    synchronized void openTo(int percent) {
        open = share(percent);
        notifyAll();
    }

    /** Waits until one may be made; false if all have been. */
    boolean next() throws InterruptedException {
        long wait;
        synchronized (this) {
            while (taken >= open && taken < requests && !stopped) {
                wait();
            }
            if (taken >= requests || stopped) {
                return false;
            }
            take();
            wait = nextAt - System.nanoTime();
        }
        if (wait > 0) {
            Thread.sleep(Duration.ofNanos(wait).toMillis());
        }
        return true;
    }

    /** Takes one without waiting, so that those who wait wait longer; false if none is open. */
    synchronized boolean another() {
        if (taken >= open || stopped) {
            return false;
        }
        take();
        return true;
    }

    private synchronized void take() {
        taken++;
        notifyAll();
        nextAt = Math.max(nextAt, System.nanoTime()) + nanosApart;
    }

    /** Waits until {@code percent} of the requests have been taken; false if nobody takes any more. */
    synchronized boolean awaitTaken(int percent) throws InterruptedException {
        while (taken < share(percent) && !stopped) {
            wait();
        }
        return taken >= share(percent);
    }

    /** Nobody gets another one. */
    synchronized void stop() {
        stopped = true;
        notifyAll();
    }

    private int share(int percent) {
        return Math.toIntExact((long) requests * percent / 100);
    }
}
