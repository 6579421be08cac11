package io.sessiongrid.bench.micro;

import com.hazelcast.map.IMap;
import io.sessiongrid.bench.micro.grid.Population;
import io.sessiongrid.node.GridSettings.Mode;
import io.sessiongrid.session.Committed;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * To commit one attribute of many, against a map in which a value of as many bytes is put, and against an entry
 * processor that does the same.
 */
@State(Scope.Benchmark)
@BenchmarkMode(org.openjdk.jmh.annotations.Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@SuppressWarnings("NullAway.Init")
public class CommitBenchmark {
    @Param({"EMBEDDED", "CLIENT"})
    public Mode mode;

    /** Bytes of the attribute. */
    @Param({"100", "1600", "12800"})
    public int size;

    private Population sessions;
    private IMap<String, byte[]> raw;
    private IMap<String, byte[]> rawObjects;
    private byte[] value;

    @Setup
    public void begin() {
        SharedGrid grid = SharedGrid.of(mode);
        sessions = grid.sessions(size);
        raw = grid.rawMap();
        rawObjects = grid.rawObjectMap();
        value = Population.encoded(size).array();
    }

    @Benchmark
    public Committed sessiongrid(Visitor visitor) {
        return sessions.commit(visitor.session(sessions.size()), visitor.number());
    }

    @Benchmark
    public void rawSet(Visitor visitor) {
        raw.set(key(visitor), value);
    }

    @Benchmark
    public Integer rawProcessor(Visitor visitor) {
        return rawObjects.executeOnKey(key(visitor), new ReplaceBytes(value));
    }

    private String key(Visitor visitor) {
        return sessions.id(visitor.session(sessions.size())).key();
    }
}
