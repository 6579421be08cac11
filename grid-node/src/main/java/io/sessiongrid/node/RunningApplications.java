package io.sessiongrid.node;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The applications that run on a node, and who is told of their coming and going. Thread-safe. */
final class RunningApplications {
    // Both guarded by this.
    private final List<Function<MeteredApplication, Runnable>> watchers = new ArrayList<>();
    private final Map<MeteredApplication, List<Runnable>> running = new HashMap<>();

    /** Begins to tell of an application; what is returned is to be run when it ends. */
    synchronized Runnable begin(MeteredApplication application) {
        List<Runnable> ends = new ArrayList<>();
        watchers.forEach(watcher -> ends.add(watcher.apply(application)));
        running.put(application, ends);
        return () -> end(application);
    }

    private synchronized void end(MeteredApplication application) {
        List<Runnable> ends = running.remove(application);
        if (ends != null) {
            ends.forEach(Runnable::run);
        }
    }

    /** See {@link GridNode#watch}. */
    synchronized void watch(Function<MeteredApplication, Runnable> watcher) {
        watchers.add(watcher);
        running.forEach((application, ends) -> ends.add(watcher.apply(application)));
    }
}
