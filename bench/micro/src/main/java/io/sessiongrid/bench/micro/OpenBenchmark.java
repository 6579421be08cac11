package io.sessiongrid.bench.micro;

import com.hazelcast.map.IMap;
import io.sessiongrid.bench.micro.grid.Population;
import io.sessiongrid.node.GridSettings.Mode;
import io.sessiongrid.session.Opened;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** To open a session that this server knows, against an entry processor on the same key that does nothing. */
@State(Scope.Benchmark)
@BenchmarkMode(org.openjdk.jmh.annotations.Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@SuppressWarnings("NullAway.Init")
public class OpenBenchmark {
    private static final int SIZE = 1_600;

    @Param({"EMBEDDED", "CLIENT"})
    public Mode mode;

    private Population sessions;
    private IMap<String, Object> map;

    @Setup
    public void begin() {
        SharedGrid grid = SharedGrid.of(mode);
        sessions = grid.sessions(SIZE);
        map = grid.sessionMap(SIZE);
    }

    @Benchmark
    public Opened sessiongrid(Visitor visitor) {
        return sessions.open(visitor.session(sessions.size()));
    }

    @Benchmark
    public Integer rawReadOnlyProcessor(Visitor visitor) {
        return map.executeOnKey(sessions.id(visitor.session(sessions.size())).key(), new ReadNothing());
    }
}
