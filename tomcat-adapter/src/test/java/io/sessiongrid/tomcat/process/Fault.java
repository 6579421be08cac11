package io.sessiongrid.tomcat.process;

import io.sessiongrid.contract.Relay;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Something that goes wrong for a while, or is done by an operator. When it is over, the grid may not be safe yet. */
enum Fault {
    MEMBER_KILLED("member killed, another started", (grid, random) -> grid.killAndStart(member(grid, random))),
    MEMBER_RESTARTED("member leaves, another joins", (grid, random) -> {
        boolean first = random.nextBoolean();
        if (first) {
            grid.join();
            grid.awaitSafe();
        }
        grid.leave(member(grid, random));
        if (!first) {
            grid.awaitSafe();
            grid.join();
        }
    }),
    MEMBER_FROZEN("member frozen for less than the heartbeat", (grid, random) -> {
        DedicatedMember frozen = member(grid, random);
        frozen.child().freeze();
        pause(random, 500, 6_000);
        frozen.child().thaw();
    }),
    MEMBER_SPLIT("member frozen for longer than the heartbeat, and back", (grid, random) -> {
        DedicatedMember frozen = member(grid, random);
        frozen.child().freeze();
        pause(random, 12_000, 16_000);
        frozen.child().thaw();
    }),
    SERVER_KILLED(
            "app server killed and started",
            (grid, random) -> server(grid, random).killAndStart()),
    SERVER_RESTARTED(
            "app server stopped and started",
            (grid, random) -> server(grid, random).restart()),
    SERVER_FROZEN("app server frozen for less than the heartbeat", (grid, random) -> {
        FaultyServer frozen = server(grid, random);
        frozen.freeze();
        pause(random, 500, 6_000);
        frozen.thaw();
    }),
    SERVER_SPLIT("app server frozen for longer than the heartbeat, and back", (grid, random) -> {
        FaultyServer frozen = server(grid, random);
        frozen.freeze();
        pause(random, 12_000, 16_000);
        frozen.thaw();
    }),
    CUT("app server cut off from all members", (grid, random) -> onRelays(grid, random, Relay::cut)),
    SILENCED(
            "no answer of a member comes back to an app server",
            (grid, random) -> onRelays(grid, random, Relay::silence)),
    STALLED(
            "nothing passes between app server and members, and arrives late",
            (grid, random) -> onRelays(grid, random, Relay::stall));

    /** The kinds that need the relays of clients. */
    private static final List<Fault> OF_THE_NETWORK = List.of(CUT, SILENCED, STALLED);

    private final String description;
    // The functions have no state.
    @SuppressWarnings("ImmutableEnumChecker")
    private final BiConsumer<FaultyGrid, Random> course;

    Fault(String description, BiConsumer<FaultyGrid, Random> course) {
        this.description = description;
        this.course = course;
    }

    /** For people. */
    String description() {
        return description;
    }

    void happen(FaultyGrid grid, Random random) {
        course.accept(grid, random);
    }

    boolean isPossible(FaultyGrid grid) {
        // Where there is one dedicated member only, nobody can be asked for the grid's health meanwhile.
        boolean leavesNobody = this == MEMBER_RESTARTED && grid.isEmbedded();
        return !leavesNobody && !(grid.isEmbedded() && OF_THE_NETWORK.contains(this));
    }

    private static DedicatedMember member(FaultyGrid grid, Random random) {
        return grid.members().get(random.nextInt(grid.members().size()));
    }

    private static FaultyServer server(FaultyGrid grid, Random random) {
        return grid.faultyServers().get(random.nextInt(grid.faultyServers().size()));
    }

    private static void onRelays(FaultyGrid grid, Random random, Consumer<Relay> trouble) {
        List<FaultyServer> remote =
                grid.faultyServers().stream().filter(FaultyServer::hasRelays).toList();
        FaultyServer server = remote.get(random.nextInt(remote.size()));
        server.trouble(trouble);
        pause(random, 200, 8_000);
        server.trouble(Relay::mend);
    }

    /** Nothing to wait for: it is the time that is drawn. */
    static void pause(Random random, int from, int to) {
        LockSupport.parkNanos(Duration.ofMillis(random.nextInt(from, to)).toNanos());
    }
}
