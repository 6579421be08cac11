package io.sessiongrid.bench.micro;

import com.hazelcast.config.InMemoryFormat;
import com.hazelcast.config.MapConfig;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.IMap;
import io.sessiongrid.bench.micro.grid.BenchGrid;
import io.sessiongrid.bench.micro.grid.Population;
import io.sessiongrid.node.GridSettings.Mode;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
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
        current = started;
        return started;
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
