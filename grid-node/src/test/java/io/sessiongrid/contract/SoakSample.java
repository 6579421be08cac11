package io.sessiongrid.contract;

import java.time.Duration;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * One look at all processes of a soak.
 *
 * @param begun sessions so far
 * @param told ends that listeners were told of so far
 * @param entries sessions in the grid, with the traces of ended ones
 * @param heaps bytes in use after a collection, of the members and then of the app server
 */
record SoakSample(
        Duration at,
        long begun,
        long told,
        long entries,
        List<Long> heaps,
        List<Integer> threads,
        long liveSessions,
        long liveBytes) {
    private static final double MILLION = 1_000_000;

    /** By how much a figure grows for each session that comes and goes: the slope of the line through all samples. */
    static double growthPerSession(List<SoakSample> samples, ToLongFunction<SoakSample> figure) {
        double meanX = samples.stream().mapToLong(SoakSample::begun).average().orElseThrow();
        double meanY = samples.stream().mapToLong(figure).average().orElseThrow();
        double covariance = 0;
        double variance = 0;
        for (SoakSample sample : samples) {
            double x = sample.begun() - meanX;
            covariance += x * (figure.applyAsLong(sample) - meanY);
            variance += x * x;
        }
        return covariance / variance;
    }

    static String head() {
        return "| time | sessions begun | ends told | entries | live sessions | live bytes | heap of members, MB |"
                + " of the app server | threads |\n|---|---|---|---|---|---|---|---|---|\n";
    }

    String row() {
        return "| %d:%02d | %,d | %,d | %,d | %,d | %,d | %.1f, %.1f | %.1f | %s |%n"
                .formatted(
                        at.toMinutes(),
                        at.toSecondsPart(),
                        begun,
                        told,
                        entries,
                        liveSessions,
                        liveBytes,
                        heaps.get(0) / MILLION,
                        heaps.get(1) / MILLION,
                        heaps.get(2) / MILLION,
                        String.join(", ", threads.stream().map(String::valueOf).toList()));
    }
}
