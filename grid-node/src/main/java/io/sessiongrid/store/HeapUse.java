package io.sessiongrid.store;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How much of this JVM's heap is taken by what stays, as far as the garbage collector tells: garbage does not count.
 * Thread-safe, and cheap enough to be asked for every new session.
 */
public final class HeapUse {
    private static final double PERCENT = 100;

    /** Of all but G1: what was left of the pool by its last collection. */
    private static final Supplier<MemoryUsage> SETTLED = settled(ManagementFactory.getMemoryPoolMXBeans());

    private HeapUse() {}

    /** Of the part of the heap in which long-lived objects are; 0 to 100. */
    public static int percent() {
        MemoryUsage usage = SETTLED.get();
        long most = usage.getMax() > 0 ? usage.getMax() : Runtime.getRuntime().maxMemory();
        return (int) (usage.getUsed() * PERCENT / most);
    }

    private static Supplier<MemoryUsage> settled(List<MemoryPoolMXBean> pools) {
        MemoryPoolMXBean old = pools.stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP && pool.isCollectionUsageThresholdSupported())
                .filter(pool -> !pool.getName().matches(".*(Eden|Survivor|Young).*"))
                .min(Comparator.comparing(pool -> !pool.getName().matches(".*(Old|Tenured).*")))
                .orElse(null);
        if (old == null) {
            return ManagementFactory.getMemoryMXBean()::getHeapMemoryUsage;
        }
        return old.getName().startsWith("G1") ? old::getUsage : () -> collected(old);
    }

    /** Nothing has been collected yet where this is null or zero. */
    private static MemoryUsage collected(MemoryPoolMXBean pool) {
        @Nullable MemoryUsage usage = pool.getCollectionUsage();
        return usage == null ? pool.getUsage() : usage;
    }
}
