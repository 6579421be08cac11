package io.sessiongrid.bench.micro.scaling;

import java.time.Duration;
import org.HdrHistogram.Histogram;

/**
 * What requests cost.
 *
 * @param nanos how long each took, in nanoseconds
 * @param elapsed how long all took
 * @param ownCpu of this process, which is the app server
 * @param memberCpu of all members together
 */
record Cost(Histogram nanos, Duration elapsed, Duration ownCpu, Duration memberCpu) {
    private static final double NANOS_PER_MICRO = 1_000;

    double perSecond() {
        return nanos.getTotalCount() * (double) Duration.ofSeconds(1).toNanos() / elapsed.toNanos();
    }

    /** Processor time of all processes for one request, in microseconds. */
    double cpuMicros() {
        return ownCpuMicros() + memberCpuMicros();
    }

    double ownCpuMicros() {
        return each(ownCpu);
    }

    double memberCpuMicros() {
        return each(memberCpu);
    }

    private double each(Duration cpu) {
        return cpu.toNanos() / NANOS_PER_MICRO / Math.max(1, nanos.getTotalCount());
    }

    /** In microseconds. */
    double percentile(double percent) {
        return nanos.getValueAtPercentile(percent) / NANOS_PER_MICRO;
    }
}
