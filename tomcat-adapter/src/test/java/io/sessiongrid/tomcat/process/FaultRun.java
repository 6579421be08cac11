package io.sessiongrid.tomcat.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.sessiongrid.tomcat.faults.Crowd;
import io.sessiongrid.tomcat.faults.Fate;
import io.sessiongrid.tomcat.faults.RunReport;
import io.sessiongrid.tomcat.faults.Starvation;
import io.sessiongrid.tomcat.faults.Tally;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Faults at random, under shoppers at random, with every answer held against a model; see {@code docs/reliability.md}.
 *
 * <p>{@code faults.seed} repeats what was drawn in an earlier run, {@code faults.minutes} says how long it takes, and
 * {@code faults.only} names the kinds that may happen, for example {@code CUT,STALLED}.
 */
@Tag("G2")
@Tag("G3")
@Tag("G4")
@Tag("G5")
@Tag("G10")
@Tag("G18")
@DisplayName("Whatever happens to one process or connection at a time,")
class FaultRun {
    private static final int SHOPPERS = 24;

    /** A run in which less was answered proves nothing. */
    private static final int ENOUGH = 1_000;

    /** Kinds of faults that any run must have seen. */
    private static final int SOME = 4;

    /** In so much time, all kinds occur. */
    private static final Duration LONG = Duration.ofMinutes(15);

    private final long seed =
            Long.getLong("faults.seed", ThreadLocalRandom.current().nextLong(1_000_000));
    private final Duration time =
            Duration.ofSeconds(Math.round(60 * Double.parseDouble(System.getProperty("faults.minutes", "3"))));
    // Neighbouring seeds, as people choose them, would all begin alike.
    private final Random random = new Random(new SplittableRandom(seed).nextLong());
    private final Tally tally = new Tally();
    private final Starvation starvation = new Starvation();
    private final RunReport report = new RunReport();
    private final Set<Fault> happened = EnumSet.noneOf(Fault.class);
    private final ProcessLogs logs = new ProcessLogs(FileTime.from(Instant.now()));

    @Test
    @DisplayName("every answered operation is found again, and nothing that was ended or changed comes back")
    void everyAnswerAgreesWithTheModel() throws IOException, InterruptedException {
        report.line("seed " + seed + ", " + time.toSeconds() + " s, " + SHOPPERS + " shoppers");
        System.out.println("Fault run with -Dfaults.seed=" + seed);
        boolean sticky = random.nextBoolean();
        try {
            run(false, sticky);
            run(true, !sticky);
            if (isLong()) {
                run(false, !sticky);
                run(true, sticky);
            }
        } finally {
            starvation.close();
            write();
        }

        assertThat(tally.violations()).isEmpty();
        assertThat(tally.number(Fate.ANSWERED)).isGreaterThan(ENOUGH);
        assertThat(happened).hasSizeGreaterThanOrEqualTo(isLong() ? kinds().size() : Math.min(SOME, kinds().size()));
    }

    private boolean isLong() {
        return time.compareTo(LONG) >= 0;
    }

    private static List<Fault> kinds() {
        String only = System.getProperty("faults.only", "");
        return only.isEmpty()
                ? List.of(Fault.values())
                : Stream.of(only.split(",", -1)).map(Fault::valueOf).toList();
    }

    private void run(boolean embedded, boolean sticky) throws InterruptedException {
        String mode = (embedded ? "embedded" : "client") + (sticky ? ", sticky" : "");
        report.line("- " + mode);
        try (FaultyGrid grid = new FaultyGrid(embedded, sticky)) {
            Crowd crowd = new Crowd(SHOPPERS, random.nextLong(), grid, tally, starvation);
            try {
                happen(grid, mode, System.nanoTime() + time.toNanos() / (isLong() ? 4 : 2));
            } finally {
                crowd.stop();
            }
        }
    }

    /** All kinds in an order that is drawn, then again in another. */
    private void happen(FaultyGrid grid, String mode, long end) {
        List<Fault> drawn = new ArrayList<>();
        while (System.nanoTime() < end) {
            if (drawn.isEmpty()) {
                kinds().stream().filter(fault -> fault.isPossible(grid)).forEach(drawn::add);
                Collections.shuffle(drawn, random);
            }
            if (drawn.isEmpty()) {
                return;
            }
            Fault.pause(random, 500, 3_000);
            happen(grid, mode, drawn.remove(0));
        }
    }

    private void happen(FaultyGrid grid, String mode, Fault fault) {
        int refused = tally.number(Fate.REFUSED);
        int lost = tally.number(Fate.LOST);
        long begun = System.nanoTime();
        say(mode + ": " + fault.description());
        fault.happen(grid, random);
        say("over");
        grid.awaitSafe();
        say("safe");
        happened.add(fault);
        report.fault(
                mode + ": " + fault.description(),
                tally.number(Fate.REFUSED) - refused,
                tally.number(Fate.LOST) - lost,
                Duration.ofNanos(System.nanoTime() - begun));
    }

    private static void say(String what) {
        System.out.println(LocalTime.now(ZoneOffset.UTC) + " " + what);
    }

    private void write() throws IOException {
        logs.seriousMessages().forEach((message, times) -> report.logged(times + " × " + message));
        report.line("longest stall of a thread that merely slept: "
                + starvation.longest().toMillis() + " ms");
        String text = report.text(tally);
        System.out.println(text);
        Files.writeString(Path.of("target", "faults-report.md"), text);
    }
}
