package io.sessiongrid.bench.micro.grid;

import com.hazelcast.map.LocalMapStats;
import io.sessiongrid.node.GridNode;
import io.sessiongrid.node.GridSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import javax.management.JMException;
import javax.management.ObjectName;

/** A member in a JVM of its own, which answers questions by a line each and ends when nobody can ask any more. */
final class MemberMain {
    /** Said when the member has joined. */
    static final String READY = "ready";

    /** Asks for the bytes that stay in the heap after a garbage collection. */
    static final String HEAP = "heap";

    /** Asks for what Hazelcast says that a map costs, as {@code entries bytes}; followed by its name. */
    static final String MAP = "map ";

    /** Asks for the classes that take most of the heap; the answer ends with an empty line. */
    static final String CLASSES = "classes";

    /** One leaves behind what finalizers and references hold. */
    private static final int COLLECTIONS = 3;

    private static final int MOST_CLASSES = 32;

    private MemberMain() {}

    public static void main(String[] args) throws IOException, JMException {
        Jvm.quiet();
        GridNode node = GridNode.start(GridSettings.of(Map.of("mode", "embedded")));
        System.out.println(READY);
        BufferedReader questions = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        String question = questions.readLine();
        while (question != null) {
            System.out.println(answer(node, question));
            question = questions.readLine();
        }
        System.exit(0);
    }

    private static String answer(GridNode node, String question) throws JMException {
        if (question.equals(HEAP)) {
            return String.valueOf(usedHeap().getUsed());
        }
        if (question.equals(CLASSES)) {
            return classes();
        }
        LocalMapStats stats =
                node.hazelcast().getMap(question.substring(MAP.length())).getLocalMapStats();
        return stats.getOwnedEntryCount() + " " + stats.getOwnedEntryMemoryCost();
    }

    private static MemoryUsage usedHeap() {
        for (int collection = 0; collection < COLLECTIONS; collection++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
    }

    private static String classes() throws JMException {
        String all = (String) ManagementFactory.getPlatformMBeanServer()
                .invoke(
                        new ObjectName("com.sun.management:type=DiagnosticCommand"),
                        "gcClassHistogram",
                        new Object[] {new String[0]},
                        new String[] {String[].class.getName()});
        StringBuilder most = new StringBuilder();
        all.lines()
                .filter(line -> !line.isBlank())
                .limit(MOST_CLASSES)
                .forEach(line -> most.append(line).append('\n'));
        return most.toString();
    }
}
