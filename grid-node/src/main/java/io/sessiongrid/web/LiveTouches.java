package io.sessiongrid.web;

import io.sessiongrid.session.SessionEvent;
import io.sessiongrid.session.SessionTimes;
import io.sessiongrid.session.TouchListener;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/** Keeps one session alive in the grid while it is used here (G7); nobody waits for it. Thread-safe. */
final class LiveTouches {
    /** Longer than it takes until sessions in use are kept alive the next time. */
    private static final Duration LONGEST_STEP = Duration.ofSeconds(5);

    private final Sessions application;
    private final LiveSession session;
    private final LiveTimes times;

    LiveTouches(Sessions application, LiveSession session, LiveTimes times) {
        this.application = application;
        this.session = session;
        this.times = times;
    }

    /** Moves the last accessed time in the grid if it lags behind by the touch interval. */
    void ifDue() {
        send(times::touchIfDue);
    }

    /** As {@link #ifDue}; if the session is about to end, also before it is due: somebody is using it. */
    void ifEnding() {
        if (times.timeLeftIsLessThan(LONGEST_STEP)) {
            now();
        }
    }

    /** As {@link #ifDue}, due or not: another server may have made the time shorter for which the session lives. */
    void now() {
        send(times::touch);
    }

    /** What the grid says of the times now, in the answer to a touch that was not sent from here. */
    void answered(SessionTimes told, Instant gridTime) {
        times.take(told, gridTime, LiveTimes.UNASKED);
    }

    private void send(Consumer<Consumer<Runnable>> touch) {
        if (session.isInGrid()) {
            touch.accept(lost -> {
                application.meters().add(SessionEvent.TOUCHES_SENT);
                application.store().touch(session.key(), Duration.ZERO, told(lost));
            });
        }
    }

    private TouchListener told(Runnable lost) {
        Instant usedAt = application.clock().own();
        long question = times.ask();
        return new TouchListener() {
            @Override
            public void touched(SessionTimes told, Instant gridTime) {
                times.take(told, gridTime, question);
            }

            @Override
            public void gone() {
                session.trust().lose();
            }

            @Override
            public void lost() {
                application.meters().add(SessionEvent.TOUCHES_LOST);
                lost.run();
                application.lostTouches().add(session.key(), usedAt);
            }
        };
    }
}
