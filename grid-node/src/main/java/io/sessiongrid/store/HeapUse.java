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
 * How full the place for long-lived objects, which sessions become, is with what is in use, as far as the garbage
 * collector tells: garbage does not count.
 *
 * @param used in bytes; zero as long as nothing was collected there
 * @param max in bytes
 */
public record HeapUse(long used, long max) {
    private static final double PERCENT = 100;

    private static final Supplier<MemoryUsage> IN_USE = inUse(ManagementFactory.getMemoryPoolMXBeans());

    /** Of this JVM; cheap enough to be asked for every new session. */
    public static HeapUse now() {
        MemoryUsage usage = IN_USE.get();
        return new HeapUse(
                usage.getUsed(),
                usage.getMax() > 0 ? usage.getMax() : Runtime.getRuntime().maxMemory());
    }

    /** From 0 to 1. */
    public double ratio() {
        return (double) used / max;
    }

    public int percent() {
        return (int) (ratio() * PERCENT);
    }

    /**
     * What the last collection has left. G1 does not tell when it found nothing to collect; but what it has in its old
     * generation is in use when that is nearly full, because it begins to collect there long before.
     */
    private static Supplier<MemoryUsage> inUse(List<MemoryPoolMXBean> pools) {
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

    private static MemoryUsage collected(MemoryPoolMXBean pool) {
        @Nullable MemoryUsage usage = pool.getCollectionUsage();
        return usage == null ? pool.getUsage() : usage;
    }
}
