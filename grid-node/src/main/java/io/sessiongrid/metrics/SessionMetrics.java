package io.sessiongrid.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.sessiongrid.node.GridNode;
import io.sessiongrid.node.MeteredApplication;
import io.sessiongrid.session.CallTimes;
import io.sessiongrid.session.GridCall;
import io.sessiongrid.session.Meter;
import io.sessiongrid.session.SessionEvent;
import io.sessiongrid.session.SessionMeters;
import io.sessiongrid.store.HeapUse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Binds what is measured about the applications of a node, present and later ones: {@code new
 * SessionMetrics(node).bindTo(registry)}. What it is, {@code docs/metrics.md} says.
 */
public final class SessionMetrics implements MeterBinder {
    private static final String APPLICATION = "application";

    private final GridNode node;

    public SessionMetrics(GridNode node) {
        this.node = node;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        node.watch(application -> {
            List<Runnable> ends = bind(registry, application);
            return () -> ends.forEach(Runnable::run);
        });
        new OwnerMetrics(node.hazelcast()).bindTo(registry);
        if (node.isMember()) {
            Gauge.builder("sessiongrid.heap.used.ratio", () -> HeapUse.now().ratio())
                    .description("Heap for long-lived objects in use after its last collection, from 0 to 1")
                    .register(registry);
        }
    }

    private static List<Runnable> bind(MeterRegistry registry, MeteredApplication application) {
        Tags tags = Tags.of(APPLICATION, application.name());
        List<Runnable> ends = new ArrayList<>();
        for (Meter meter : Meter.values()) {
            switch (meter.kind()) {
                case COUNTER ->
                    meter.counts().forEach(count -> ends.add(bind(registry, application.meters(), count, tags)));
                case GAUGE -> ends.add(bind(registry, application.meters(), meter, tags));
                case TIMER -> {
                    for (GridCall call : GridCall.values()) {
                        ends.add(bind(
                                registry,
                                application.meters().calls(call),
                                meter,
                                tags.and(label(meter), call.label())));
                    }
                }
            }
        }
        return ends;
    }

    private static Runnable bind(MeterRegistry registry, SessionMeters meters, SessionEvent count, Tags tags) {
        String value = count.labelValue();
        FunctionCounter counter = FunctionCounter.builder(count.meter().id(), meters, each -> each.count(count))
                .description(count.meter().meaning())
                .tags(value == null ? tags : tags.and(label(count.meter()), value))
                .register(registry);
        return () -> registry.remove(counter);
    }

    private static Runnable bind(MeterRegistry registry, SessionMeters meters, Meter meter, Tags tags) {
        Gauge gauge = Gauge.builder(meter.id(), meters, each -> each.gauge(meter))
                .description(meter.meaning())
                .tags(tags)
                .register(registry);
        return () -> registry.remove(gauge);
    }

    /** From now on; what was called before, JMX knows. */
    private static Runnable bind(MeterRegistry registry, CallTimes times, Meter meter, Tags tags) {
        Timer timer = Timer.builder(meter.id())
                .description(meter.meaning())
                .tags(tags)
                .serviceLevelObjectives(CallTimes.BOUNDS.toArray(Duration[]::new))
                .register(registry);
        Runnable silence = times.listen(nanos -> timer.record(nanos, TimeUnit.NANOSECONDS));
        return () -> {
            silence.run();
            registry.remove(timer);
        };
    }

    private static String label(Meter meter) {
        return String.valueOf(meter.label());
    }
}
