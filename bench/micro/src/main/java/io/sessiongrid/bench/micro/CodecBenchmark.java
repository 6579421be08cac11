package io.sessiongrid.bench.micro;

import io.sessiongrid.attribute.AttributeCodec;
import io.sessiongrid.attribute.AttributeCodecProvider;
import io.sessiongrid.attribute.AttributeFilter;
import io.sessiongrid.bench.micro.grid.Population;
import io.sessiongrid.session.AttributeBytes;
import java.io.Serializable;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Attribute values to bytes and back, and whether one has changed in place. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@SuppressWarnings("NullAway.Init")
public class CodecBenchmark {
    private static final String NAME = "cart";
    private static final int SIZE = 1_600;

    /** What an application keeps; the last is a small object of its own. */
    @SuppressWarnings("ImmutableEnumChecker") // nobody changes them
    public enum Kind {
        STRING(Population.text(SIZE, 0)),
        LONG(42L),
        BYTES(new byte[SIZE]),
        OBJECT(new Cart(42, "EUR", List.of("soap", "towel", "comb")));

        private final Serializable value;

        Kind(Serializable value) {
            this.value = value;
        }
    }

    /** As an application may have one. */
    public record Cart(long customer, String currency, List<String> articles) implements Serializable {}

    @Param
    public Kind kind;

    private final AttributeCodec codec = AttributeCodecProvider.named("java").create(new AttributeFilter(Set.of()));
    private final ClassLoader loader = CodecBenchmark.class.getClassLoader();
    private AttributeBytes encoded;

    @Setup
    public void encodeOnce() {
        encoded = codec.encode(NAME, kind.value);
    }

    @Benchmark
    public AttributeBytes encode() {
        return codec.encode(NAME, kind.value);
    }

    @Benchmark
    public Object decode() {
        return codec.decode(encoded, loader);
    }

    /** As at the end of each request that has read the attribute. */
    @Benchmark
    public boolean findUnchanged() {
        return codec.isImmutable(kind.value) || codec.encode(NAME, kind.value).equals(encoded);
    }
}
