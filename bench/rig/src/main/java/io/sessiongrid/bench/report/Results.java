package io.sessiongrid.bench.report;

import io.sessiongrid.bench.contender.Container;
import io.sessiongrid.bench.contender.Contender;
import io.sessiongrid.bench.load.Cell;
import io.sessiongrid.bench.load.CellResult;
import io.sessiongrid.bench.load.Tally;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All that was measured in one run, as it comes. */
public final class Results {
    private record LimitKey(Container container, int bytes, int writes) {}

    private final Map<LimitKey, Double> limits = new HashMap<>();
    private final List<Measurement> measurements = new ArrayList<>();
    private final Map<Contender, Tally> failures = new LinkedHashMap<>();
    private double noise;

    /** Of a limit, or of a contender after its limit. */
    public Measurement add(Contender contender, CellResult result) {
        Cell cell = result.cell();
        LimitKey key = new LimitKey(contender.container(), cell.bytes(), cell.writes());
        if (contender.isLimit()) {
            limits.put(key, result.requestsPerSecond());
        }
        double limit = limits.getOrDefault(key, Double.NaN);
        Measurement measurement = new Measurement(contender, result, result.requestsPerSecond() / limit);
        measurements.add(measurement);
        return measurement;
    }

    /** The same cell once more. */
    public void repeated(CellResult first, CellResult second) {
        double ratio = second.requestsPerSecond() / first.requestsPerSecond();
        noise = Math.max(noise, Math.abs(ratio - 1));
    }

    /** What was lost when a server was killed. */
    public void failed(Contender contender, Tally tally) {
        failures.put(contender, tally);
    }

    List<Measurement> measurements() {
        return measurements;
    }

    Map<Contender, Tally> failures() {
        return failures;
    }

    /** The greatest difference between two measurements of one cell, as a share. */
    double noise() {
        return noise;
    }
}
