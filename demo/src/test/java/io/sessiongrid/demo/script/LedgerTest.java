package io.sessiongrid.demo.script;

import static org.assertj.core.api.Assertions.assertThat;

import io.sessiongrid.demo.shop.Receipt;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A shopper's ledger")
class LedgerTest {
    private static final Step LOOK = new Step.Look();

    private final Ledger ledger = new Ledger();

    @Test
    void agreesWithAShopThatKeepsWhatItConfirmed() {
        ledger.answered(new Step.Put("tea"), showing("tea"));
        ledger.answered(new Step.Put("jam"), showing("tea", "jam"));
        ledger.answered(new Step.Take("tea"), showing("jam"));
        ledger.answered(LOOK, showing("jam"));

        assertThat(ledger.losses()).isEqualTo(Losses.NONE);
        assertThat(ledger.isInDoubt()).isFalse();
    }

    @Test
    void findsAStaleReadIfAskingAgainShowsWhatWasConfirmed() {
        ledger.answered(new Step.Put("tea"), showing("tea"));
        ledger.answered(LOOK, showing());
        ledger.answered(LOOK, showing());
        ledger.answered(LOOK, showing("tea"));

        assertThat(ledger.losses()).isEqualTo(Losses.ofStaleReads(2));
        assertThat(ledger.isInDoubt()).isFalse();
    }

    @Test
    void findsALostWriteIfAskingAgainDoesNotHelp() {
        ledger.answered(new Step.Put("tea"), showing("tea"));
        ledger.answered(new Step.Put("jam"), showing("tea", "jam"));
        look(Ledger.QUESTIONS, showing());
        assertThat(ledger.losses()).isEqualTo(Losses.NONE);
        assertThat(ledger.isInDoubt()).isTrue();

        ledger.answered(LOOK, showing());

        assertThat(ledger.losses()).isEqualTo(Losses.ofWrites(2));
        assertThat(ledger.isInDoubt()).isFalse();
    }

    @Test
    void countsALossOnce() {
        ledger.answered(new Step.Put("tea"), showing("tea"));
        look(3 * Ledger.QUESTIONS, showing());

        assertThat(ledger.losses()).isEqualTo(Losses.ofWrites(1));
    }

    @Test
    void findsALostWriteInAnArticleThatIsBack() {
        ledger.answered(new Step.Put("tea"), showing("tea"));
        ledger.answered(new Step.Take("tea"), showing());
        look(Ledger.QUESTIONS + 1, showing("tea"));

        assertThat(ledger.losses()).isEqualTo(Losses.ofWrites(1));
    }

    @Test
    void findsALostWriteInAnArticleThatIsThereTwice() {
        ledger.answered(new Step.Put("tea"), showing("tea"));
        look(Ledger.QUESTIONS + 1, showing("tea", "tea"));

        assertThat(ledger.losses()).isEqualTo(Losses.ofWrites(1));
    }

    @Test
    void doubtsTheVeryAnswerToAWriteIfTheWriteIsNotInIt() {
        ledger.answered(new Step.Put("tea"), showing());

        assertThat(ledger.isInDoubt()).isTrue();
    }

    @Test
    void allowsAPutWithoutAnAnswerToHaveBeenMade() {
        ledger.unanswered(new Step.Put("tea"));
        ledger.answered(LOOK, showing("tea"));

        assertThat(ledger.losses()).isEqualTo(Losses.NONE);
        assertThat(ledger.isInDoubt()).isFalse();
        assertThat(ledger.articles()).containsExactly("tea");
    }

    @Test
    void allowsAPutWithoutAnAnswerNotToHaveBeenMadeYet() {
        ledger.unanswered(new Step.Put("tea"));
        ledger.answered(LOOK, showing());
        ledger.answered(LOOK, showing("tea"));

        assertThat(ledger.losses()).isEqualTo(Losses.NONE);
        assertThat(ledger.isInDoubt()).isFalse();
    }

    @Test
    void holdsTheShopToAPutWithoutAnAnswerOnceItWasSeen() {
        ledger.unanswered(new Step.Put("tea"));
        ledger.answered(LOOK, showing("tea"));
        look(Ledger.QUESTIONS + 1, showing());

        assertThat(ledger.losses()).isEqualTo(Losses.ofWrites(1));
    }

    @Test
    void allowsATakeWithoutAnAnswerEitherWay() {
        ledger.answered(new Step.Put("tea"), showing("tea"));
        ledger.unanswered(new Step.Take("tea"));
        ledger.answered(LOOK, showing("tea"));
        ledger.answered(LOOK, showing());

        assertThat(ledger.losses()).isEqualTo(Losses.NONE);
        assertThat(ledger.isInDoubt()).isFalse();
    }

    @Test
    void holdsTheShopToATakeWithoutAnAnswerOnceItWasSeen() {
        ledger.answered(new Step.Put("tea"), showing("tea"));
        ledger.unanswered(new Step.Take("tea"));
        ledger.answered(LOOK, showing());
        ledger.answered(LOOK, showing("tea"));
        ledger.answered(LOOK, showing());

        assertThat(ledger.losses()).isEqualTo(Losses.ofStaleReads(1));
    }

    @Test
    void allowsNothingElseBecauseOneWriteHadNoAnswer() {
        ledger.answered(new Step.Put("tea"), showing("tea"));
        ledger.unanswered(new Step.Put("jam"));
        look(Ledger.QUESTIONS + 1, showing("jam"));

        assertThat(ledger.losses()).isEqualTo(Losses.ofWrites(1));
    }

    @Test
    void findsALostSessionInAnotherOne() {
        ledger.answered(new Step.Put("tea"), showing("tea"));
        ledger.answered(LOOK, new Receipt("n2", "another visit", Map.of()));

        assertThat(ledger.losses()).isEqualTo(Losses.ofSession());
        assertThat(ledger.isInDoubt()).isFalse();
    }

    @Test
    void blamesNobodyForASessionWhoseNewIdWasCutOff() {
        ledger.answered(new Step.Put("tea"), showing("tea"));
        ledger.unanswered(new Step.LogIn());
        ledger.answered(LOOK, new Receipt("n2", "another visit", Map.of()));

        assertThat(ledger.losses()).isEqualTo(Losses.ofIdCutOff());
    }

    @Test
    void findsALostSessionAgainOnceTheOldIdHasProvedToWork() {
        ledger.answered(new Step.Put("tea"), showing("tea"));
        ledger.unanswered(new Step.LogIn());
        ledger.answered(LOOK, showing("tea"));
        ledger.answered(LOOK, new Receipt("n2", "another visit", Map.of()));

        assertThat(ledger.losses()).isEqualTo(Losses.ofSession());
    }

    @Test
    void findsALostSessionAgainAfterALogInThatWasAnswered() {
        ledger.unanswered(new Step.LogIn());
        ledger.answered(new Step.LogIn(), showing());
        ledger.answered(LOOK, new Receipt("n2", "another visit", Map.of()));

        assertThat(ledger.losses()).isEqualTo(Losses.ofSession());
    }

    @Test
    void takesABasketThatNobodyCouldSeeAtTheEndForLost() {
        ledger.answered(new Step.Put("tea"), showing("tea"));
        ledger.neverAnswered();

        assertThat(ledger.losses().areNone()).isFalse();
    }

    private void look(int times, Receipt receipt) {
        for (int i = 0; i < times; i++) {
            ledger.answered(LOOK, receipt);
        }
    }

    private static Receipt showing(String... articles) {
        return new Receipt(
                "n1",
                "visit",
                Arrays.stream(articles).collect(Collectors.toMap(Function.identity(), name -> 1, Integer::sum)));
    }
}
