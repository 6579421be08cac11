package io.sessiongrid.store;

import com.hazelcast.config.Config;
import com.hazelcast.core.HazelcastInstance;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntSupplier;

/**
 * A member's answer to a heap that fills up: it refuses new sessions while what stays in the heap is above a limit, and
 * goes on serving those that it has. None is ever evicted. Thread-safe; one for each Hazelcast instance.
 */
public final class FullHeap {
    /** Hazelcast or system property of a member. */
    public static final String LIMIT = "sessiongrid.heapLimit";

    /** In percent; at 100 nothing is ever refused. */
    public static final int DEFAULT_LIMIT = 90;

    private static final Logger log = System.getLogger(FullHeap.class.getName());
    private static final String IN_CONTEXT = FullHeap.class.getName();
    private static final int NEVER = 100;

    /** New sessions are taken again this many percent below the limit, so that the answer does not flicker. */
    private static final int SLACK = 3;

    private final int limit;
    private final IntSupplier use;
    private final AtomicBoolean refusing = new AtomicBoolean();

    FullHeap(int limit, IntSupplier use) {
        this.limit = limit;
        this.use = use;
    }

    /** That of this member. */
    public static FullHeap of(HazelcastInstance member) {
        return (FullHeap) member.getUserContext()
                .computeIfAbsent(
                        IN_CONTEXT,
                        name -> new FullHeap(
                                limit(member.getConfig()), () -> HeapUse.now().percent()));
    }

    /** True of a whole number, 1 to 100. */
    public static boolean isLimit(String text) {
        return text.matches("[1-9]\\d?|100");
    }

    private static int limit(Config config) {
        String text = config.getProperty(LIMIT);
        if (text == null || isLimit(text)) {
            return text == null ? DEFAULT_LIMIT : Integer.parseInt(text);
        }
        log.log(
                Level.WARNING,
                "Property {0} is \"{1}\"; expected a whole number, 1 to 100, so it is {2}",
                LIMIT,
                text,
                DEFAULT_LIMIT);
        return DEFAULT_LIMIT;
    }

    /** True as long as the heap is above the limit. */
    public boolean refusesNewSessions() {
        int percent = limit == NEVER ? 0 : use.getAsInt();
        boolean full = percent >= (refusing.get() ? limit - SLACK : limit);
        if (refusing.compareAndSet(!full, full)) {
            if (full) {
                log.log(
                        Level.WARNING,
                        "Refused a new session, because {0} % of the heap is taken (limit {1} %); existing sessions are"
                                + " served. Add members or heap",
                        percent,
                        limit);
            } else {
                log.log(Level.INFO, "Took new sessions again; {0} % of the heap is taken", percent);
            }
        }
        return full;
    }
}
