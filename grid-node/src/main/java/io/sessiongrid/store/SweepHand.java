package io.sessiongrid.store;

import io.sessiongrid.session.Outage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the hand of the sweep is. Immutable once read. */
final class SweepHand extends WireObject {
    /** Moves remembered: all that app servers make within the time for which one repeats its own. */
    private static final int MAX_MOVES = 64;

    /** Outages remembered. */
    private static final int MAX_OUTAGES = 16;

    /** Later than anything, so that nothing is long since. */
    private static final Instant NEVER = Instant.ofEpochMilli(Long.MAX_VALUE);

    static final String MAP = "sessiongrid-sweeps";

    /** @param from where the hand was before */
    private record Move(long name, int from) {}

    private int partition;
    private Instant due = Instant.EPOCH;

    /** The last ones, newest last. */
    private List<Move> moves = List.of();

    /** When an app server moved it last. */
    private Instant movedAt = NEVER;

    /** The last ones, newest last. */
    private List<Outage> outages = List.of();

    /** For Hazelcast, and for a sweep that begins. */
    SweepHand() {}

    private SweepHand(int partition, Instant due, List<Move> moves, Instant movedAt, List<Outage> outages) {
        this.partition = partition;
        this.due = due;
        this.moves = moves;
        this.movedAt = movedAt;
        this.outages = outages;
    }

    int partition() {
        return partition;
    }

    /** Where the hand was before this very move; null if it was not made, or long ago. */
    @Nullable
    Integer before(long move) {
        return moves.stream()
                .filter(made -> made.name() == move)
                .map(Move::from)
                .findFirst()
                .orElse(null);
    }

    /** Never more than a step from now: the grid's clock may go back, when halves of a split grid come together. */
    boolean isDueAt(Instant now, Duration step) {
        return !now.isBefore(due) || due.isAfter(now.plus(step));
    }

    /** After {@code count} partitions; the next are due a step later, and none is made up for. */
    SweepHand moved(long move, int count, int partitions, Duration step, Instant now) {
        Instant onTime = due.plus(step);
        Instant latest = now.plus(step);
        boolean late = onTime.isBefore(now) || onTime.isAfter(latest);
        List<Move> made = new ArrayList<>(moves.subList(Math.max(0, moves.size() - MAX_MOVES + 1), moves.size()));
        made.add(new Move(move, partition));
        return new SweepHand(
                (partition + count) % partitions, late ? latest : onTime, List.copyOf(made), now, outagesUntil(now));
    }

    /** When nobody moved it; the oldest first. */
    List<Outage> outagesUntil(Instant now) {
        Outage silence = new Outage(movedAt, now);
        if (!silence.isLong()) {
            return outages;
        }
        List<Outage> all =
                new ArrayList<>(outages.subList(Math.max(0, outages.size() - MAX_OUTAGES + 1), outages.size()));
        all.add(silence);
        return List.copyOf(all);
    }

    @Override
    void write(WireWriter out) {
        out.number(partition)
                .time(due)
                .list(moves, move -> out.wide(move.name()).number(move.from()));
    }

    @Override
    void writeLater(WireWriter out) {
        out.time(movedAt).list(outages, out::outage);
    }

    @Override
    void readLater(WireReader in) {
        movedAt = in.time();
        outages = in.list(in::outage);
    }

    @Override
    void read(WireReader in) {
        partition = (int) in.number();
        due = in.time();
        moves = in.list(() -> new Move(in.wide(), (int) in.number()));
    }

    @Override
    public int getClassId() {
        return SessionSerializerHook.SWEEP_HAND;
    }
}
