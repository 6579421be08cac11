package io.sessiongrid.store;

import static io.sessiongrid.session.Deltas.HALF_AN_HOUR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.hazelcast.core.HazelcastInstance;
import io.sessiongrid.session.CommitId;
import io.sessiongrid.session.Deltas;
import io.sessiongrid.session.SessionDelta;
import io.sessiongrid.session.SessionId;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Members report")
class MemberReportsTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final int PARTITIONS = 31;
    private static final long UNKNOWN = -1;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final LocalGrid grid = new LocalGrid();

    @AfterEach
    void stop() {
        grid.close();
    }

    @Test
    @DisplayName("to a client, whether a member may be lost, at every step of a grid that grows and shrinks")
    void tellWhetherAMemberMayBeLost() {
        HazelcastInstance first = grid.startMember();
        HazelcastInstance client = grid.startClient();
        create(client, "k");
        eventually()
                .untilAsserted(() -> assertThat(partitions(client))
                        .containsExactly(new MemberReport.Partitions(31, PARTITIONS, 31, 0, false)));

        HazelcastInstance second = grid.startMember();
        eventually()
                .untilAsserted(() -> assertThat(partitions(client))
                        .hasSize(2)
                        .allMatch(each -> each.owned() > 0 && each.withoutBackup() == 0 && !each.migrating())
                        .satisfies(both -> assertThat(
                                        both.get(0).owned() + both.get(1).owned())
                                .isEqualTo(PARTITIONS)));

        second.getLifecycleService().terminate();
        eventually()
                .untilAsserted(() -> assertThat(partitions(first))
                        .containsExactly(new MemberReport.Partitions(31, PARTITIONS, 31, 0, false)));
    }

    @Test
    @DisplayName("how many sessions they own, and what those take")
    void countTheirSessions() {
        HazelcastInstance first = grid.startMember();
        grid.startMember();
        List<SessionId> ids = IntStream.range(0, 40)
                .mapToObj(i -> create(first, "x".repeat(1000)))
                .toList();

        eventually()
                .untilAsserted(() -> assertThat(counted(first))
                        .satisfies(count -> assertThat(count.sessions()).isEqualTo(40))
                        .satisfies(count -> assertThat(count.bytes()).isBetween(40 * 1500L, 40 * 2500L)));

        LocalGrid.storeOn(first).end(ids.get(0).key(), 0, new CommitId(1, 2), Duration.ofSeconds(10));
        eventually().untilAsserted(() -> assertThat(counted(first).sessions()).isEqualTo(39));
    }

    @Test
    @DisplayName("no number of sessions that is wrong while members come and go")
    void neverCountTooFew() {
        HazelcastInstance first = grid.startMember();
        grid.startMember();
        IntStream.range(0, 400).forEach(i -> create(first, "k"));
        Set<Long> seen = new HashSet<>();
        eventually().until(() -> numberOrUnknown(first) == 400);

        for (int round = 0; round < 3; round++) {
            CompletableFuture<HazelcastInstance> third = CompletableFuture.supplyAsync(grid::startMember);
            awaitAll(first, seen, third::isDone);
            third.join().getLifecycleService().terminate();
            awaitAll(first, seen, () -> reports(first).size() == 2);
        }

        assertThat(seen).isSubsetOf(400L, UNKNOWN);
    }

    /** Asks again and again, and notes every answer. */
    private static void awaitAll(HazelcastInstance member, Set<Long> seen, BooleanSupplier changed) {
        eventually().pollInterval(Duration.ofMillis(1)).until(() -> {
            boolean done = changed.getAsBoolean();
            long number = numberOrUnknown(member);
            seen.add(number);
            return done && number == 400;
        });
    }

    private static long numberOrUnknown(HazelcastInstance member) {
        List<MemberReport> reports = reports(member);
        int owned = reports.stream().mapToInt(each -> each.partitions().owned()).sum();
        boolean known = owned == PARTITIONS
                && reports.stream()
                        .map(MemberReport::partitions)
                        .allMatch(each -> each.uncounted() == 0 && !each.migrating());
        return known ? counted(reports).sessions() : UNKNOWN;
    }

    @Test
    @DisplayName("who they are and how they keep sessions")
    void sayWhoTheyAre() {
        HazelcastInstance member = grid.startMember();
        MemberState.of(member).configuredBy("here");
        MemberState.of(member).leaving();

        MemberReport report = reports(member).get(0);

        assertThat(report.hazelcastVersion()).startsWith("5.7");
        assertThat(report.javaVersion()).isEqualTo(Runtime.version().toString());
        assertThat(report.configuration()).isEqualTo("here");
        assertThat(report.leaving()).isTrue();
        assertThat(report.heap().max()).isPositive();
        assertThat(report.started()).isBeforeOrEqualTo(report.clock());
        assertThat(report.maps())
                .containsExactly(
                        Map.entry("sessions-*", new MemberReport.SessionMap(1, List.of(), new SessionCount(0, 0))));
    }

    @Test
    @DisplayName("nothing once they have left, and nobody waits for them")
    void areSilentOnceTheyHaveLeft() {
        grid.startMember();
        HazelcastInstance second = grid.startMember();
        HazelcastInstance client = grid.startClient();
        second.getLifecycleService().terminate();

        Map<?, Reply<MemberReport>> replies = MemberReports.ask(client, TIMEOUT).join();

        assertThat(replies.values()).anyMatch(Reply.Answer.class::isInstance);
    }

    /** A member that has just left may be asked once more, and is silent. */
    private static ConditionFactory eventually() {
        return await().atMost(LocalGrid.PATIENCE).ignoreExceptions();
    }

    private static SessionId create(HazelcastInstance instance, String value) {
        SessionId id = SessionId.generate(RANDOM);
        SessionDelta initial = new SessionDelta(Deltas.put("a", value).changes(), HALF_AN_HOUR, null);
        LocalGrid.storeOn(instance)
                .create(id, Instant.ofEpochMilli(System.currentTimeMillis()), initial, new CommitId(1, 1));
        return id;
    }

    private static SessionCount counted(HazelcastInstance instance) {
        return counted(reports(instance));
    }

    private static SessionCount counted(List<MemberReport> reports) {
        return reports.stream()
                .map(report ->
                        Objects.requireNonNull(report.maps().get(LocalGrid.MAP)).owned())
                .reduce(SessionCount.NONE, SessionCount::plus);
    }

    private static List<MemberReport.Partitions> partitions(HazelcastInstance instance) {
        return reports(instance).stream().map(MemberReport::partitions).toList();
    }

    private static List<MemberReport> reports(HazelcastInstance instance) {
        return MemberReports.ask(instance, TIMEOUT).join().values().stream()
                .map(reply -> ((Reply.Answer<MemberReport>) reply).value())
                .toList();
    }
}
