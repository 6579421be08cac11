package io.sessiongrid.hostile;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.HexFormat;

/** What a decoder may allocate: in proportion to what it was given, whatever that announces. */
public final class Frugality {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** An empty text or an attribute takes one byte on the wire, and a few objects in memory. */
    private static final long PER_BYTE = 400;

    private Frugality() {}

    /**
     * Throws unless {@code work} allocates less than {@code atAll} bytes and a multiple of the input's size. The first
     * time it may load classes; if it needs too much, it is done once more.
     */
    public static void require(byte[] input, long atAll, Runnable work) {
        long most = atAll + PER_BYTE * input.length;
        long first = allocatedBy(work);
        long needed = first > most ? allocatedBy(work) : first;
        if (needed > most) {
            throw new AssertionError("To read " + input.length + " bytes took more than " + most + " bytes of memory: "
                    + HexFormat.of().formatHex(input));
        }
    }

    private static long allocatedBy(Runnable work) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        work.run();
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }
}
