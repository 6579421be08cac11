package io.sessiongrid.bench.micro;

import io.sessiongrid.attribute.AttributeCodec;
import io.sessiongrid.attribute.AttributeCodecProvider;
import io.sessiongrid.attribute.AttributeFilter;
import io.sessiongrid.bench.micro.grid.Population;
import io.sessiongrid.session.AttributeChange;
import io.sessiongrid.session.SessionId;
import io.sessiongrid.session.SessionMeters;
import io.sessiongrid.web.ChangeDetection;
import io.sessiongrid.web.SessionRules;
import io.sessiongrid.web.SessionUse;
import io.sessiongrid.web.Sessions;
import io.sessiongrid.web.UnreadableAttributes;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** What a request costs on the app server beside the grid, however many attributes its session has. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@SuppressWarnings("NullAway.Init")
public class RequestBenchmark {
    private static final int SIZE = 100;
    private static final String MUTABLE = "cart";

    @Param({"1", "20", "200"})
    public int attributes;

    private final SessionId id = SessionId.generate(new SecureRandom());
    private Sessions sessions;
    private String[] values;
    private int turn;

    @Setup
    public void begin() {
        AttributeCodec codec = AttributeCodecProvider.named("java").create(new AttributeFilter(Set.of()));
        values = new String[] {Population.text(SIZE, 1), Population.text(SIZE, 2)};
        Map<String, AttributeChange> content = new HashMap<>();
        for (int number = 0; number < attributes; number++) {
            content.put("attribute-" + number, new AttributeChange.Put(codec.encode("text", values[0])));
        }
        CodecBenchmark.Cart cart = new CodecBenchmark.Cart(42, "EUR", List.of("soap", "towel", "comb"));
        content.put(MUTABLE, new AttributeChange.Put(codec.encode(MUTABLE, cart)));
        sessions = new Sessions(
                new StillStore(content),
                rules(),
                codec,
                RequestBenchmark.class.getClassLoader(),
                InstantSource.system(),
                new SessionMeters());
    }

    private static SessionRules rules() {
        return new SessionRules(
                Duration.ofSeconds(2),
                false,
                null,
                ChangeDetection.AUTO,
                UnreadableAttributes.ABSENT,
                null,
                Duration.ofMinutes(10),
                null,
                Duration.ZERO,
                Duration.ofSeconds(30),
                null);
    }

    @TearDown
    public void end() {
        sessions.close();
    }

    /** A value that cannot change in place. */
    @Benchmark
    public @Nullable Object readImmutable() {
        return read(Population.ATTRIBUTE);
    }

    /** Small, but it may have been changed in place. */
    @Benchmark
    public @Nullable Object readMutable() {
        return read(MUTABLE);
    }

    private @Nullable Object read(String name) {
        try (SessionUse use = sessions.find(id)) {
            Object value = use.attribute(name);
            use.commit();
            return value;
        }
    }

    @Benchmark
    public @Nullable Object write() {
        try (SessionUse use = sessions.find(id)) {
            Object before = use.setAttribute(Population.ATTRIBUTE, values[++turn & 1]);
            use.commit();
            return before;
        }
    }
}
