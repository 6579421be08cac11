package io.sessiongrid.bench.micro;

import io.sessiongrid.bench.micro.grid.BenchGrid;
import io.sessiongrid.bench.micro.grid.Jvm;
import io.sessiongrid.bench.micro.grid.MemberProcess;
import io.sessiongrid.bench.micro.grid.Population;
import io.sessiongrid.node.GridSettings.Mode;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures what sessions and attributes take in the heap of a member beside the attributes' own bytes. */
@Command(
        name = "MemoryRun",
        mixinStandardHelpOptions = true,
        description = "Fills a member with sessions and reads its heap after garbage collections.")
public final class MemoryRun implements Callable<Integer> {
    private static final String HEAP = "2g";
    private static final int WARM_UP = 2_000;

    @Option(names = "--sessions", description = "in each step; default: ${DEFAULT-VALUE}")
    private int sessions = 50_000;

    @Option(
            names = "--attributes",
            split = ",",
            description = "of a session, the first is 0; default: ${DEFAULT-VALUE}")
    private List<Integer> attributes = List.of(0, 1, 10, 20);

    @Option(names = "--size", description = "characters of each attribute; default: ${DEFAULT-VALUE}")
    private int size = 100;

    @Option(names = "--commits", description = "to each session after its creation; default: ${DEFAULT-VALUE}")
    private int commits;

    @Option(names = "--classes", description = "print what is in the heap at the end")
    private boolean classes;

    public static void main(String[] args) throws Exception {
        if (!Jvm.isFit()) {
            System.exit(Jvm.runAgain(MemoryRun.class, HEAP, args));
        }
        Jvm.endWithParent();
        Jvm.quiet();
        System.exit(new CommandLine(new MemoryRun()).execute(args));
    }

    /** One member, so there are no backups: a session is in the heap once. */
    @Override
    public Integer call() {
        try (BenchGrid grid = BenchGrid.start(Mode.CLIENT, 1, "4g")) {
            MemberProcess member = grid.members().get(0);
            Population.create(grid.store("memory-warm-up"), WARM_UP, 1, size);
            System.out.println(
                    "| attributes | bytes a session | beside values | more for each attribute, beside values |"
                            + " Hazelcast says |\n|--:|--:|--:|--:|---|");
            double withoutAttributes = 0;
            for (int count : attributes) {
                double perSession = measure(grid, member, count);
                withoutAttributes = count == 0 ? perSession : withoutAttributes;
                print(member, count, perSession, withoutAttributes);
            }
            if (classes) {
                System.out.println("\n" + member.classes());
            }
        }
        return 0;
    }

    private double measure(BenchGrid grid, MemberProcess member, int count) {
        System.err.println(sessions + " sessions of " + count + " attributes");
        long before = member.usedHeap();
        Population population = Population.create(grid.store(application(count)), sessions, count, size);
        for (int round = 0; round < commits; round++) {
            for (int session = 0; session < sessions; session++) {
                population.commit(session, session + round);
            }
        }
        return (double) (member.usedHeap() - before) / sessions;
    }

    private void print(MemberProcess member, int count, double perSession, double withoutAttributes) {
        int values = count * Population.encoded(size).size();
        double each = count == 0 ? 0 : (perSession - values - withoutAttributes) / count;
        System.out.printf(
                Locale.ROOT,
                "| %d | %.0f | %.0f | %.0f | %s |%n",
                count,
                perSession,
                perSession - values,
                each,
                member.mapCost(BenchGrid.mapName(application(count))));
    }

    private static String application(int count) {
        return "memory-" + count;
    }
}
