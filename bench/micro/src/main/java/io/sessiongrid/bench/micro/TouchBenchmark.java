package io.sessiongrid.bench.micro;

import com.hazelcast.map.IMap;
import io.sessiongrid.bench.micro.grid.Population;
import io.sessiongrid.node.GridSettings.Mode;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** To touch a session, and wait for it, which requests do not; against a map in which a time is put. */
@State(Scope.Benchmark)
@BenchmarkMode(org.openjdk.jmh.annotations.Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@SuppressWarnings("NullAway.Init")
public class TouchBenchmark {
    private static final int SIZE = 1_600;
    private static final byte[] TIME = new byte[Long.BYTES];

    @Param({"EMBEDDED", "CLIENT"})
    public Mode mode;

    private Population sessions;
    private IMap<String, byte[]> raw;
    private IMap<String, byte[]> rawObjects;

    @Setup
    public void begin() {
        SharedGrid grid = SharedGrid.of(mode);
        sessions = grid.sessions(SIZE);
        raw = grid.rawMap();
        rawObjects = grid.rawObjectMap();
    }

    @Benchmark
    public Instant sessiongrid(Visitor visitor) {
        TouchAnswer answer = new TouchAnswer();
        sessions.touch(visitor.session(sessions.size()), answer);
        return answer.await();
    }

    @Benchmark
    public void rawSet(Visitor visitor) {
        raw.set(key(visitor), TIME);
    }

    @Benchmark
    public Integer rawProcessor(Visitor visitor) {
        return rawObjects.executeOnKey(key(visitor), new ReplaceBytes(TIME));
    }

    private String key(Visitor visitor) {
        return sessions.id(visitor.session(sessions.size())).key();
    }
}
