package io.sessiongrid.bench.micro.scaling;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Points as text. */
final class Report {
    private Report() {}

    /** Each point beside the first of its curve: the ratios are 1 where cost does not depend on what grows. */
    static String markdown(List<Point> points) {
        StringBuilder table = new StringBuilder("| grows | request | members | sessions | attributes | requests/s |"
                        + " CPU µs | of members | p50 µs | p99 µs | CPU : first | p50 : first |\n")
                .append("|---|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|\n");
        Map<String, Point> first = new LinkedHashMap<>();
        for (Point point : points) {
            Point begin = first.computeIfAbsent(point.axis() + point.kind(), curve -> point);
            Cost cost = point.cost();
            table.append(String.format(
                    Locale.ROOT,
                    "| %s | %s | %d | %,d | %d | %,.0f | %.0f | %.0f | %.0f | %.0f | %.2f | %.2f |%n",
                    point.axis(),
                    point.kind().title(),
                    point.shape().members(),
                    point.shape().sessions(),
                    point.shape().attributes(),
                    cost.perSecond(),
                    cost.cpuMicros(),
                    cost.memberCpuMicros(),
                    cost.percentile(50),
                    cost.percentile(99),
                    cost.cpuMicros() / begin.cost().cpuMicros(),
                    cost.percentile(50) / begin.cost().percentile(50)));
        }
        return table.toString();
    }

    static String csv(List<Point> points) {
        StringBuilder lines = new StringBuilder("grows,request,members,sessions,attributes,requests_per_second,"
                + "cpu_micros,app_server_cpu_micros,member_cpu_micros,p50_micros,p99_micros\n");
        for (Point point : points) {
            Cost cost = point.cost();
            lines.append(String.format(
                    Locale.ROOT,
                    "%s,%s,%d,%d,%d,%.1f,%.2f,%.2f,%.2f,%.1f,%.1f%n",
                    point.axis(),
                    point.kind(),
                    point.shape().members(),
                    point.shape().sessions(),
                    point.shape().attributes(),
                    cost.perSecond(),
                    cost.cpuMicros(),
                    cost.ownCpuMicros(),
                    cost.memberCpuMicros(),
                    cost.percentile(50),
                    cost.percentile(99)));
        }
        return lines.toString();
    }
}
