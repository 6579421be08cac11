package io.sessiongrid.bench.micro;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/** Results as Markdown. */
final class RatioTable {
    /** The method of every benchmark that measures us; the others of its class measure what we are compared with. */
    private static final String OURS = "sessiongrid";

    private RatioTable() {}

    /** Ours to raw, in one line each. */
    static String of(List<RunResult> results) {
        Map<String, Map<String, Result<?>>> cells = new TreeMap<>();
        for (RunResult result : results) {
            cells.computeIfAbsent(cell(result.getParams()), cell -> new TreeMap<>())
                    .put(method(result.getParams()), result.getPrimaryResult());
        }
        StringBuilder table = new StringBuilder("| operation | threads | ours/s | raw call | raw/s | ours : raw |\n")
                .append("|---|--:|--:|---|--:|--:|\n");
        cells.forEach((cell, methods) -> methods.keySet().stream()
                .filter(method -> !method.equals(OURS) && methods.containsKey(OURS))
                .forEach(raw -> table.append(line(cell, raw, methods))));
        return table.toString();
    }

    @SuppressWarnings("NullAway") // both are there
    private static String line(String cell, String raw, Map<String, Result<?>> methods) {
        Result<?> ours = methods.get(OURS);
        Result<?> other = methods.get(raw);
        return String.format(
                Locale.ROOT,
                "| %s | %,.0f ± %,.0f | %s | %,.0f ± %,.0f | %.2f |%n",
                cell,
                ours.getScore(),
                ours.getScoreError(),
                raw,
                other.getScore(),
                other.getScoreError(),
                ours.getScore() / other.getScore());
    }

    /** Times, in one line each. */
    static String times(Collection<RunResult> results) {
        StringBuilder table = new StringBuilder("| benchmark | ns | ± |\n|---|--:|--:|\n");
        for (RunResult result : results) {
            Result<?> time = result.getPrimaryResult();
            table.append(String.format(
                    Locale.ROOT,
                    "| %s %s %s | %,.0f | %,.0f |%n",
                    name(result.getParams()),
                    method(result.getParams()),
                    parameters(result.getParams()),
                    time.getScore(),
                    time.getScoreError()));
        }
        return table.toString();
    }

    private static String cell(BenchmarkParams params) {
        return name(params) + " " + parameters(params) + " | " + params.getThreads();
    }

    private static String parameters(BenchmarkParams params) {
        return params.getParamsKeys().stream()
                .map(params::getParam)
                .map(value -> value.toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(" "));
    }

    private static String name(BenchmarkParams params) {
        String owner = params.getBenchmark().substring(0, params.getBenchmark().lastIndexOf('.'));
        return owner.substring(owner.lastIndexOf('.') + 1).replace("Benchmark", "");
    }

    private static String method(BenchmarkParams params) {
        return params.getBenchmark().substring(params.getBenchmark().lastIndexOf('.') + 1);
    }
}
