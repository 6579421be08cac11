package io.sessiongrid.bench.micro;

import com.hazelcast.config.InMemoryFormat;
import com.hazelcast.config.MapConfig;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.IMap;
import io.sessiongrid.bench.micro.grid.BenchGrid;
import io.sessiongrid.bench.micro.grid.Population;
import io.sessiongrid.node.GridSettings.Mode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Two members for all benchmarks of one JVM, so that what is compared runs on the same ones, and both warm. */
final class SharedGrid {
    private static final int MEMBERS = 2;
    private static final String HEAP = "1g";
    private static final int SESSIONS = 200;
    private static final int ATTRIBUTES = 20;
    private static final String RAW_MAP = "raw-bytes";
    private static final String RAW_OBJECT_MAP = "raw-objects";

    private static @Nullable SharedGrid current;

    private final Mode mode;
    private final BenchGrid grid;
    private final Map<Integer, Population> populations = new ConcurrentHashMap<>();

    /** Until the compilers of all JVMs have done most of their work, which takes much longer than an iteration. */
    private static final Duration WARM_UP = Duration.ofSeconds(30);

    private static final int WARM_UP_THREADS = 4;
    private static final int WARM_UP_SIZE = 1_600;

    private SharedGrid(Mode mode) {
        this.mode = mode;
        this.grid = BenchGrid.start(mode, MEMBERS, HEAP);
        // As the sessions are kept; bytes in the other map as Hazelcast would.
        grid.hazelcast()
                .getConfig()
                .addMapConfig(new MapConfig(RAW_OBJECT_MAP).setInMemoryFormat(InMemoryFormat.OBJECT));
    }

    /** One at a time: another mode ends the grid before. */
    static synchronized SharedGrid of(Mode mode) {
        SharedGrid before = current;
        if (before != null && before.mode == mode) {
            return before;
        }
        if (before != null) {
            before.grid.close();
        }
        SharedGrid started = new SharedGrid(mode);
        started.warmUp();
        current = started;
        return started;
    }

    private void warmUp() {
        System.out.println("# " + mode + ": all operations for " + WARM_UP.toSeconds() + " s, not measured");
        long end = System.nanoTime() + WARM_UP.toNanos();
        Population population = sessions(WARM_UP_SIZE);
        byte[] value = Population.encoded(WARM_UP_SIZE).array();
        List<Thread> threads = IntStream.range(0, WARM_UP_THREADS)
                .mapToObj(thread -> new Thread(() -> useAll(population, value, thread, end)))
                .toList();
        threads.forEach(Thread::start);
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void useAll(Population population, byte[] value, int thread, long end) {
        SplittableRandom random = new SplittableRandom(thread);
        IMap<String, Object> map = sessionMap(WARM_UP_SIZE);
        while (System.nanoTime() - end < 0) {
            int session = random.nextInt(population.size() / WARM_UP_THREADS) * WARM_UP_THREADS + thread;
            String key = population.id(session).key();
            TouchAnswer touched = new TouchAnswer();
            population.open(session);
            population.commit(session, random.nextInt());
            population.touch(session, touched);
            touched.await();
            map.executeOnKey(key, new ReadNothing());
            rawMap().set(key, value);
            rawObjectMap().executeOnKey(key, new ReplaceBytes(value));
        }
    }

    static synchronized void end() {
        SharedGrid last = current;
        current = null;
        if (last != null) {
            last.grid.close();
        }
    }

    /** Sessions of {@value #ATTRIBUTES} attributes of so many characters each. */
    Population sessions(int valueSize) {
        return populations.computeIfAbsent(
                valueSize, size -> Population.create(grid.store(application(size)), SESSIONS, ATTRIBUTES, size));
    }

    private static String application(int valueSize) {
        return "micro-" + valueSize;
    }

    /** The map that {@link #sessions} are in, for processors that do not look at them. */
    IMap<String, Object> sessionMap(int valueSize) {
        return hazelcast().getMap(BenchGrid.mapName(application(valueSize)));
    }

    IMap<String, byte[]> rawMap() {
        return hazelcast().getMap(RAW_MAP);
    }

    IMap<String, byte[]> rawObjectMap() {
        return hazelcast().getMap(RAW_OBJECT_MAP);
    }

    private HazelcastInstance hazelcast() {
        return grid.hazelcast();
    }
}
