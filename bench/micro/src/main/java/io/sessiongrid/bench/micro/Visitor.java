package io.sessiongrid.bench.micro;

import java.util.SplittableRandom;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.ThreadParams;

/** Chooses sessions at random, and never one that another thread may use at the moment. */
@State(Scope.Thread)
public class Visitor {
    private final SplittableRandom random = new SplittableRandom();
    private int thread;
    private int threads;

    @Setup
    public void begin(ThreadParams params) {
        thread = params.getThreadIndex();
        threads = params.getThreadCount();
    }

    int session(int sessions) {
        return random.nextInt(sessions / threads) * threads + thread;
    }

    int number() {
        return random.nextInt();
    }
}
