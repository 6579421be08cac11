package io.sessiongrid.tomcat;

import java.util.function.BooleanSupplier;
import org.apache.catalina.Context;
import org.apache.catalina.Lifecycle;
import org.apache.catalina.LifecycleEvent;
import org.apache.catalina.LifecycleListener;

/** Something to be done when an application has started: listeners, filters and servlets, after the manager. */
final class OnceStarted implements LifecycleListener {
    private final Context context;
    private final BooleanSupplier wanted;
    private final Runnable work;

    private OnceStarted(Context context, BooleanSupplier wanted, Runnable work) {
        this.context = context;
        this.wanted = wanted;
        this.work = work;
    }

    /**
     * Does {@code work} now if the application runs, or later.
     *
     * @param wanted asked then: the application may have stopped, and started anew, meanwhile
     */
    static void run(Context context, BooleanSupplier wanted, Runnable work) {
        if (context.getState().isAvailable()) {
            work.run();
        } else {
            context.addLifecycleListener(new OnceStarted(context, wanted, work));
        }
    }

    @Override
    public void lifecycleEvent(LifecycleEvent event) {
        boolean started = event.getType().equals(Lifecycle.AFTER_START_EVENT);
        if (started || !wanted.getAsBoolean()) {
            context.removeLifecycleListener(this);
        }
        if (started && wanted.getAsBoolean()) {
            work.run();
        }
    }
}
