package io.sessiongrid.bench.load;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What one contender did in one cell.
 *
 * @param requestsPerSecond that were answered
 * @param cpuMicros per request, by process
 * @param bytes on the loopback interface per request, the client's own included
 */
public record CellResult(
        Cell cell, double requestsPerSecond, Tally tally, Map<String, Double> cpuMicros, double bytes) {
    static CellResult between(Cell cell, Usage before, Usage after, Tally tally) {
        double requests = Math.max(1, tally.requests());
        Map<String, Double> cpu = new LinkedHashMap<>();
        before.cpu()
                .forEach((name, used) ->
                        cpu.put(name, after.cpu().get(name).minus(used).toNanos() / 1000.0 / requests));
        double seconds = (after.nanos() - before.nanos()) / 1e9;
        return new CellResult(
                cell, tally.requests() / seconds, tally, cpu, (after.bytes() - before.bytes()) / requests);
    }

    /** Of all processes but the client. */
    public double totalCpuMicros() {
        return cpuMicros.values().stream().mapToDouble(Double::doubleValue).sum();
    }
}
