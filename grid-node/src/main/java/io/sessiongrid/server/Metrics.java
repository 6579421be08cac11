package io.sessiongrid.server;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.instance.BuildInfoProvider;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.sessiongrid.metrics.OwnerMetrics;
import io.sessiongrid.store.HeapUse;
import io.sessiongrid.store.MemberReport;
import io.sessiongrid.store.MemberState;
import io.sessiongrid.store.SessionCount;
import io.sessiongrid.store.SessionMaps;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** What Prometheus is told of this member. */
final class Metrics {
    private static final String OPEN_METRICS = "application/openmetrics-text";
    private static final String OPEN_METRICS_TYPE = OPEN_METRICS + "; version=1.0.0; charset=utf-8";
    private static final String PROMETHEUS_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Health health;
    private final Executor scraper = Executors.newSingleThreadExecutor(Metrics::daemon);
    private final Map<String, CompletableFuture<Page>> pages = new HashMap<>();
    private volatile @Nullable MemberReport report;
    private final MultiGauge sessions;
    private final MultiGauge bytes;

    // Closed with the process: it listens to the garbage collector as long as there is one.
    private final JvmGcMetrics collections = new JvmGcMetrics();

    Metrics(Health health) {
        this.health = health;
        new JvmMemoryMetrics().bindTo(registry);
        collections.bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        sessions = MultiGauge.builder("sessiongrid.sessions")
                .description("Living sessions that this member owns, by application")
                .register(registry);
        bytes = MultiGauge.builder("sessiongrid.session.bytes")
                .description("Heap that the sessions take that this member owns, by application; an estimate")
                .register(registry);
        gauge("sessiongrid.ready", "1 if this member has joined and is not leaving", () -> health.isReady() ? 1 : 0);
        gauge(
                "sessiongrid.heap.used.ratio",
                "Heap for long-lived objects in use after its last collection, from 0 to 1",
                () -> HeapUse.now().ratio());
        Gauge.builder("sessiongrid.build.info", () -> 1)
                .description("Always 1; the versions are in its labels")
                .tags(
                        "version",
                        MemberState.version(),
                        "hazelcast",
                        BuildInfoProvider.getBuildInfo().getVersion(),
                        "java",
                        Runtime.version().toString())
                .register(registry);
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "metrics");
        thread.setDaemon(true);
        return thread;
    }

    /** Shows the grid's figures, too, from now on. */
    void bind(HazelcastInstance member) {
        MemberState state = MemberState.of(member);
        new OwnerMetrics(member).bindTo(registry);
        gauge(
                "sessiongrid.members",
                "Members of the grid",
                () -> member.getCluster().getMembers().size());
        gauge(
                "sessiongrid.safe",
                "1 if any one member may be restarted or lost",
                () -> health.safety().isSafe() ? 1 : 0);
        gauge("sessiongrid.partitions.owned", "Partitions that this member owns", state::partitionsOwned);
        gauge("sessiongrid.partitions.without.backup", "Partitions of this member that lack a backup", () -> {
            MemberReport now = report;
            return now == null ? Double.NaN : now.partitions().withoutBackup();
        });
        gauge(
                "sessiongrid.migrations.active",
                "1 if partitions move, as far as this member knows",
                () -> state.isMigrating() ? 1 : 0);
    }

    private void gauge(String name, String description, Supplier<Number> value) {
        Gauge.builder(name, value).description(description).register(registry);
    }

    /**
     * Who asks while the same is on its way shares it, because it waits for other members; nobody's thread waits.
     *
     * @param accept header of the request
     */
    synchronized CompletableFuture<Page> page(@Nullable String accept) {
        String type = accept != null && accept.contains(OPEN_METRICS) ? OPEN_METRICS_TYPE : PROMETHEUS_TYPE;
        CompletableFuture<Page> page = pages.get(type);
        if (page == null || page.isDone()) {
            page = CompletableFuture.supplyAsync(() -> scrape(type), scraper);
            pages.put(type, page);
        }
        return page;
    }

    private Page scrape(String type) {
        MemberState state = health.state();
        MemberReport now = state == null ? null : state.report();
        report = now;
        show(sessions, now, SessionCount::sessions);
        show(bytes, now, SessionCount::bytes);
        return new Page(200, type, registry.scrape(type));
    }

    /** Nothing rather than too little: as long as there is something to count, the metric is not there. */
    private static void show(MultiGauge gauge, @Nullable MemberReport now, ToLongFunction<SessionCount> figure) {
        if (now == null || now.partitions().uncounted() > 0) {
            gauge.register(List.of(), true);
            return;
        }
        List<MultiGauge.Row<?>> rows = now.maps().entrySet().stream()
                .filter(map -> !map.getKey().endsWith("*"))
                .<MultiGauge.Row<?>>map(map -> row(map.getKey(), map.getValue(), figure))
                .toList();
        gauge.register(rows, true);
    }

    private static MultiGauge.Row<?> row(
            String name, MemberReport.SessionMap map, ToLongFunction<SessionCount> figure) {
        return MultiGauge.Row.of(
                Tags.of("application", SessionMaps.applicationOf(name)), figure.applyAsLong(map.owned()));
    }
}
