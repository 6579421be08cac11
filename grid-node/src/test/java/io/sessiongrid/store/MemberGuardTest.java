package io.sessiongrid.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.sessiongrid.session.GridCall;
import io.sessiongrid.session.SessionMeters;
import io.sessiongrid.session.SessionStoreException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@DisplayName("A member's guard")
@Tag("G10")
class MemberGuardTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final MemberGuard guard = new MemberGuard("Member A");
    private final List<MemberPass> passes = new ArrayList<>();

    @Test
    void letsOnlySoManyCallsPassAtOnce() {
        enter(MemberGuard.MOST_PROMPT);

        assertThatThrownBy(this::enter)
                .isInstanceOf(RefusedCallException.class)
                .hasMessage("64 calls to Member A are under way already");
        passes.get(0).close();
        enter(1);
    }

    @Test
    void hasACallWaitAMomentForAnother() {
        enter(MemberGuard.MOST_PROMPT);
        CompletableFuture<MemberPass> waiting = CompletableFuture.supplyAsync(this::enter);

        passes.get(0).close();

        assertThat(waiting).succeedsWithin(PATIENCE);
    }

    /** Those that are held up have a silent backup, perhaps, and the others' backups are well. */
    @Test
    void letsOthersPassWhileSomeAreHeldUp() {
        enter(MemberGuard.MOST_PROMPT);
        passes.forEach(MemberGuardTest::hangOnAThreadOfItsOwn);

        awaitPass();
        enter(MemberGuard.MOST_PROMPT - 1);
    }

    /** Between two attempts they wait for nothing, and are as late all the same. */
    @Test
    void letsOthersPassWhileSomeAreRepeatedForLong() {
        enter(MemberGuard.MOST_PROMPT);
        await().pollDelay(MemberGuard.PROMPT.plusMillis(10)).until(() -> true);

        passes.forEach(MemberPass::holdIfLate);

        enter(MemberGuard.MOST_PROMPT);
    }

    @Test
    void refusesThoseThatAreHeldUpWhenThereAreTooMany() {
        for (int i = 0; i < MemberGuard.MOST_HELD_UP; i++) {
            guard.hold();
        }
        enter(1);

        assertThatThrownBy(() -> hang(passes.get(0)))
                .isInstanceOf(RefusedCallException.class)
                .hasMessage("64 calls to Member A wait for longer than 250 ms already");
        assertThatThrownBy(() -> callOverIt(new CompletableFuture<>()))
                .isInstanceOfSatisfying(
                        SessionStoreException.class,
                        refusal -> assertThat(refusal.wasSent()).isTrue());
    }

    @Test
    void knowsOfACallThatItDidNotLetPassThatTheMemberCannotHaveHeardOfIt() {
        enter(MemberGuard.MOST_PROMPT);

        assertThatThrownBy(() -> callOverIt(new CompletableFuture<>()))
                .isInstanceOfSatisfying(
                        SessionStoreException.class,
                        refusal -> assertThat(refusal.wasSent()).isFalse());
    }

    private void callOverIt(CompletableFuture<Void> answer) {
        new BoundedCalls("sessions-shop", key -> guard, PATIENCE, new SessionMeters())
                .call(GridCall.OPEN, "key", () -> answer);
    }

    @Test
    void letsNoCallPassToAMemberThatIsSilent() {
        for (int i = 0; i < MemberGuard.SILENT_CALLS; i++) {
            assertThat(guard.isClosedOff()).isFalse();
            fail();
        }

        assertThat(guard.isClosedOff()).isTrue();
        assertThatThrownBy(this::enter).isInstanceOf(RefusedCallException.class).hasMessage("Member A does not answer");
    }

    @Test
    void triesAgainAfterAWhileAndGoesOnWhenTheMemberAnswers() {
        for (int i = 0; i < MemberGuard.SILENT_CALLS; i++) {
            fail();
        }

        MemberPass probe = awaitPass();
        probe.answered();
        probe.close();

        enter(MemberGuard.MOST_PROMPT);
    }

    @Test
    void triesAgainAfterAProbeThatSaidNothing() {
        for (int i = 0; i < MemberGuard.SILENT_CALLS; i++) {
            fail();
        }

        for (int i = 0; i < 3; i++) {
            awaitPass().close();
        }
    }

    @Test
    void forgetsSilenceWhenTheMemberAnswersInBetween() {
        for (int i = 0; i < 3 * MemberGuard.SILENT_CALLS; i++) {
            fail();
            MemberPass pass = enter();
            pass.answered();
            pass.close();
        }

        assertThat(guard.isClosedOff()).isFalse();
    }

    private MemberPass awaitPass() {
        await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> passes.add(enter()));
        return passes.get(passes.size() - 1);
    }

    private MemberPass enter() {
        try {
            return guard.enter(PATIENCE);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void enter(int calls) {
        for (int i = 0; i < calls; i++) {
            passes.add(enter());
        }
    }

    private void fail() {
        MemberPass pass = enter();
        pass.givenUp(Duration.ZERO);
        pass.close();
    }

    private static void hangOnAThreadOfItsOwn(MemberPass pass) {
        Thread thread = new Thread(() -> hang(pass));
        thread.setDaemon(true);
        thread.start();
    }

    private static void hang(MemberPass pass) {
        try {
            pass.await(new CompletableFuture<>(), System.nanoTime() + PATIENCE.toNanos());
        } catch (TimeoutException e) {
            // The test is over by then, and others must not be blamed.
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
