package io.sessiongrid.demo.script;

import io.sessiongrid.demo.shop.Receipt;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One shopper's account of what the shop confirmed, held against what the shop shows.
 *
 * <p>An answer that contradicts puts the ledger in doubt. If asking again then shows what was expected, it was a stale
 * read; if that does not help however often the shopper asks, answered writes are lost.
 *
 * <p>Used by one thread, except {@link #losses}.
 */
final class Ledger {
    private static final Logger log = System.getLogger(Ledger.class.getName());

    /** So that each app server is asked more than once. */
    static final int QUESTIONS = 5;

    private final Expected expected = new Expected();
    private @Nullable String visit;
    private boolean idMayHaveChanged;
    private int contradictoryAnswers;
    private volatile Losses losses = Losses.NONE;

    /** The shop did it, and showed {@code receipt}. */
    void answered(Step step, Receipt receipt) {
        if (visit == null) {
            visit = receipt.visit();
        }
        if (!visit.equals(receipt.visit())) {
            startOver(receipt);
            return;
        }
        // The id that the shopper holds opens the session: whatever happened to an earlier log-in, it was not cut off.
        idMayHaveChanged = false;
        if (step instanceof Step.Put put) {
            expected.put(put.article());
        } else if (step instanceof Step.Take take) {
            expected.taken(take.article());
        }
        compare(receipt);
    }

    /** Nobody knows whether the shop did it, or will. */
    void unanswered(Step step) {
        if (step instanceof Step.Put put) {
            expected.maybePut(put.article());
        } else if (step instanceof Step.Take take) {
            expected.maybeTaken(take.article());
        } else if (step instanceof Step.LogIn) {
            idMayHaveChanged = true;
        }
    }

    /** The shopper could not learn at the end what is in the basket. */
    void neverAnswered() {
        lost(Losses.ofSession());
    }

    /** True if the last answer contradicted: the next step must be {@link Step.Look}. */
    boolean isInDoubt() {
        return contradictoryAnswers > 0;
    }

    /** Articles that can be taken out. */
    List<String> articles() {
        return expected.inside();
    }

    Losses losses() {
        return losses;
    }

    private void startOver(Receipt receipt) {
        log.log(Level.WARNING, "Found session {0} in place of {1} on {2}", receipt.visit(), visit, receipt.servedBy());
        lost(idMayHaveChanged ? Losses.ofIdCutOff() : Losses.ofSession());
        visit = receipt.visit();
        idMayHaveChanged = false;
        contradictoryAnswers = 0;
        expected.adopt(receipt.quantities());
    }

    private void compare(Receipt receipt) {
        int contradictions = expected.contradictions(receipt.quantities());
        if (contradictions == 0) {
            expected.settle(receipt.quantities());
            lost(Losses.ofStaleReads(contradictoryAnswers));
            contradictoryAnswers = 0;
            return;
        }
        log.log(Level.WARNING, "Expected {0}; {1} showed {2}", expected, receipt.servedBy(), receipt.quantities());
        if (++contradictoryAnswers > QUESTIONS) {
            lost(Losses.ofWrites(contradictions));
            expected.adopt(receipt.quantities());
            contradictoryAnswers = 0;
        }
    }

    private void lost(Losses more) {
        losses = losses.plus(more);
    }
}
