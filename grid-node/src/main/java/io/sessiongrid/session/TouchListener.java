package io.sessiongrid.session;

import java.time.Instant;

/** Who is told, on any thread, what came of a {@link SessionStore#touch}. */
public interface TouchListener {
    TouchListener NONE = new TouchListener() {
        @Override
        public void gone() {}

        @Override
        public void lost() {}
    };

    /**
     * The last accessed time has moved.
     *
     * @param times as the grid has them now; another server may have changed the lifetime
     * @param now by the grid's clock
     */
    default void touched(SessionTimes times, Instant now) {}

    /** There is no such session any more. */
    void gone();

    /** The grid did not confirm. */
    void lost();
}
