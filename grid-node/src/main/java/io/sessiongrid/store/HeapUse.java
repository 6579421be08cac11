package io.sessiongrid.store;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.Comparator;

/**
 * How full the heap is with what is in use: what the last collection of the place for long-lived objects, which
 * sessions become, has left. Garbage does not count.
 *
 * @param used in bytes; zero as long as nothing was collected there
 * @param max in bytes
 */
public record HeapUse(long used, long max) {
    /** Of this JVM. */
    public static HeapUse now() {
        MemoryPoolMXBean old = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP && pool.isCollectionUsageThresholdSupported())
                .max(Comparator.comparingLong(pool -> pool.getUsage().getMax()))
                .orElseThrow();
        MemoryUsage afterCollection = old.getCollectionUsage();
        return new HeapUse(afterCollection.getUsed(), old.getUsage().getMax());
    }

    /** From 0 to 1. */
    public double ratio() {
        return (double) used / max;
    }
}
