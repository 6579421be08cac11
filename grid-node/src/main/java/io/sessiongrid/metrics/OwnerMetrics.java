package io.sessiongrid.metrics;

import com.hazelcast.core.HazelcastInstance;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.sessiongrid.session.Meter;
import io.sessiongrid.store.OwnerCounts;
import io.sessiongrid.store.OwnerCounts.Operation;
import io.sessiongrid.store.OwnerCounts.Outcome;

/** Binds what a member, dedicated or embedded, does to the sessions that it owns; of a client there is nothing. */
public final class OwnerMetrics implements MeterBinder {
    private final OwnerCounts counts;

    public OwnerMetrics(HazelcastInstance member) {
        this.counts = OwnerCounts.of(member);
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        counts.onApplication(application -> {
            for (Operation operation : Operation.values()) {
                operation.outcomes().forEach(outcome -> bind(registry, application, operation, outcome));
            }
        });
    }

    private void bind(MeterRegistry registry, String application, Operation operation, Outcome outcome) {
        FunctionCounter.builder(Meter.OPERATIONS.id(), counts, each -> each.count(application, operation, outcome))
                .description(Meter.OPERATIONS.meaning())
                .tags("application", application, "operation", operation.label(), "outcome", outcome.label())
                .register(registry);
    }
}
