package io.sessiongrid.bench.load;

import io.sessiongrid.bench.contender.Deployment;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What one contender did in one cell.
 *
 * @param requestsPerSecond that were answered
 * @param cpuMicros per request, by process
 * @param storesCpuMicros of those that are no app servers
 * @param bytes on the loopback interface per request, the client's own included
 */
public record CellResult(
        Cell cell,
        double requestsPerSecond,
        Tally tally,
        Map<String, Double> cpuMicros,
        double storesCpuMicros,
        double bytes) {
    static CellResult between(Deployment deployment, Cell cell, Usage before, Usage after, Tally tally) {
        double requests = Math.max(1, tally.requests());
        Map<String, Double> cpu = new LinkedHashMap<>();
        before.cpu()
                .forEach((name, used) -> cpu.put(
                        name, after.cpu().getOrDefault(name, used).minus(used).toNanos() / 1000.0 / requests));
        double stores = deployment.stores().stream()
                .mapToDouble(store -> cpu.getOrDefault(store.name(), 0.0))
                .sum();
        double seconds = (after.nanos() - before.nanos()) / 1e9;
        return new CellResult(
                cell, tally.requests() / seconds, tally, cpu, stores, (after.bytes() - before.bytes()) / requests);
    }

    /** Of all processes but the client. */
    public double totalCpuMicros() {
        return cpuMicros.values().stream().mapToDouble(Double::doubleValue).sum();
    }
}
