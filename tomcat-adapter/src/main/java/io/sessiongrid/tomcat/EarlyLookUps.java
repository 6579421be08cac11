package io.sessiongrid.tomcat;

import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Sessions that Tomcat found before the request came to our valve, to know which version of the application has it or
 * which of several cookies counts. The request takes over what its thread found, so that this costs no second question.
 */
final class EarlyLookUps {
    /** A request is mapped in far less time than this. */
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final Map<Thread, GridSession> byThread = new ConcurrentHashMap<>();
    private final Queue<GridSession> listed = new ConcurrentLinkedQueue<>();

    void add(GridSession session) {
        letGo(byThread.put(Thread.currentThread(), session));
    }

    /** Of a list that an operator looks at, who does not say when he has seen enough. */
    void addListed(GridSession session) {
        listed.add(session);
    }

    /** The session is in use, and needs nobody to let it go. */
    void entered(GridSession session) {
        if (!byThread.isEmpty()) {
            byThread.remove(Thread.currentThread(), session);
        }
    }

    /** What this thread found for the request that began then; anything older was another's. */
    @Nullable
    GridSession take(long requestStartNanos) {
        if (byThread.isEmpty()) {
            return null;
        }
        GridSession found = byThread.remove(Thread.currentThread());
        if (found != null && found.foundAtNanos() - requestStartNanos < 0) {
            letGo(found);
            return null;
        }
        return found;
    }

    /** Lets go of those that no request has taken over. */
    void letGoOfForgotten() {
        long now = System.nanoTime();
        byThread.forEach((thread, session) -> {
            if (now - session.foundAtNanos() > PATIENCE_NANOS && byThread.remove(thread, session)) {
                letGo(session);
            }
        });
        for (GridSession first = listed.peek();
                first != null && now - first.foundAtNanos() > PATIENCE_NANOS;
                first = listed.peek()) {
            letGo(listed.poll());
        }
    }

    void clear() {
        byThread.values().forEach(EarlyLookUps::letGo);
        byThread.clear();
        listed.forEach(EarlyLookUps::letGo);
        listed.clear();
    }

    private static void letGo(@Nullable GridSession session) {
        if (session != null && !session.isEntered()) {
            session.use().close();
        }
    }
}
