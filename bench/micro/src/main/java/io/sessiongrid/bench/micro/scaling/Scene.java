package io.sessiongrid.bench.micro.scaling;

import io.sessiongrid.bench.micro.grid.BenchGrid;
import io.sessiongrid.bench.micro.grid.Population;
import io.sessiongrid.web.SessionUse;
import io.sessiongrid.web.Sessions;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/** The sessions of one application in a grid, and requests for them. */
final class Scene implements AutoCloseable {
    /** Sessions of which an app server has copies: those of the users who are there at the moment. */
    private static final int PRESENT = 1_000;

    /** Characters of an attribute: little, so that many sessions fit. */
    private static final int SIZE = 32;

    private final Population population;
    private final Sessions sessions;
    private final List<String> values =
            IntStream.range(0, 64).mapToObj(seed -> Population.text(SIZE, seed)).toList();

    Scene(BenchGrid grid, int count, int attributes) {
        String application = "scaling-" + count + "-" + attributes;
        this.population = Population.create(grid.store(application), count, attributes, SIZE);
        this.sessions = grid.sessions(application);
    }

    /** How many sessions these requests are for. */
    int sessions(RequestKind kind) {
        return kind == RequestKind.OPEN || kind == RequestKind.COMMIT
                ? population.size()
                : Math.min(PRESENT, population.size());
    }

    IntConsumer request(RequestKind kind) {
        return switch (kind) {
            case OPEN -> population::open;
            case COMMIT -> this::commit;
            case READ -> this::read;
            case WRITE -> this::write;
        };
    }

    private void commit(int session) {
        population.open(session);
        population.commit(session, ThreadLocalRandom.current().nextInt());
    }

    private void read(int session) {
        try (SessionUse use = sessions.find(population.id(session))) {
            Objects.requireNonNull(use.attribute(Population.ATTRIBUTE));
            use.commit();
        }
    }

    private void write(int session) {
        try (SessionUse use = sessions.find(population.id(session))) {
            use.setAttribute(
                    Population.ATTRIBUTE, values.get(ThreadLocalRandom.current().nextInt(values.size())));
            use.commit();
        }
    }

    @Override
    public void close() {
        sessions.close();
    }
}
