package io.sessiongrid.bench.micro;

import io.sessiongrid.session.SecretHash;
import io.sessiongrid.session.SessionId;
import java.security.SecureRandom;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What each request does with the id that it brings. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SessionIdBenchmark {
    private static final int GARBAGE = 10_000;

    private final SecureRandom random = new SecureRandom();
    private final String good = SessionId.generate(random).text();
    private final String routed = good + ".server7";
    private final String wrong = good.substring(1) + "!";
    private final String garbage = "x".repeat(GARBAGE);
    private final SessionId id = Objects.requireNonNull(SessionId.parse(good));

    @Benchmark
    public @Nullable SessionId parse() {
        return SessionId.parse(good);
    }

    @Benchmark
    public @Nullable SessionId parseRouted() {
        return SessionId.parse(routed);
    }

    @Benchmark
    public @Nullable SessionId parseWrong() {
        return SessionId.parse(wrong);
    }

    @Benchmark
    public @Nullable SessionId parseGarbage() {
        return SessionId.parse(garbage);
    }

    @Benchmark
    public SecretHash secretHash() {
        return id.secretHash();
    }

    @Benchmark
    public SessionId generate() {
        return SessionId.generate(random);
    }
}
