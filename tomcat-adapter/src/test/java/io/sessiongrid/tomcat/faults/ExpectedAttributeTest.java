package io.sessiongrid.tomcat.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What the model expects of an attribute")
class ExpectedAttributeTest {
    private static final long LONG = Duration.ofMinutes(1).toNanos();

    private final ExpectedAttribute expected = new ExpectedAttribute("a");
    private long now;

    @Test
    void isWhatWasAnswered() {
        assertThat(put("1")).isEmpty();
        assertThat(read("1")).isEmpty();
        assertThat(remove()).isEmpty();
        assertThat(read("")).isEmpty();
        assertThat(add("x", "[x]")).isEmpty();
        assertThat(add("y", "[x, y]")).isEmpty();
        assertThat(read("[x, y]")).isEmpty();
    }

    @Test
    void isNotWithoutAnAnsweredChange() {
        put("1");
        assertThat(read("")).hasSize(1);
    }

    @Test
    void isNotAnEarlierAnsweredValue() {
        put("1");
        put("2");
        assertThat(read("1")).hasSize(1);
    }

    @Test
    void isNotAListThatLacksWhatWasAdded() {
        add("x", "[x]");
        add("y", "[x, y]");
        assertThat(read("[y]")).hasSize(1);
    }

    @Test
    void isNotAListInWhichSomethingIsTwice() {
        add("x", "[x]");
        assertThat(read("[x, x]")).hasSize(1);
    }

    @Test
    void isInTheVeryAnswerToAChange() {
        put("1");
        assertThat(alone(new Change.Put("a", "2"), Fate.ANSWERED, "1")).hasSize(1);
    }

    @Test
    void isNotARemovedValue() {
        put("1");
        remove();
        assertThat(read("1")).hasSize(1);
    }

    @Test
    void isNotAValueThatNobodyWrote() {
        put("1");
        unanswered(new Change.Put("a", "2"), Fate.REFUSED);
        assertThat(read("3")).hasSize(1);
    }

    @Test
    void isEitherAfterARefusedChange() {
        put("1");
        unanswered(new Change.Put("a", "2"), Fate.REFUSED);
        assertThat(read("1")).isEmpty();
        assertThat(read("2")).isEmpty();
    }

    @Test
    void isTheRefusedChangeOnceThatWasSeen() {
        put("1");
        unanswered(new Change.Put("a", "2"), Fate.REFUSED);
        read("2");
        assertThat(read("1")).hasSize(1);
    }

    @Test
    void isNotTheRefusedChangeAfterALaterOneWasAnswered() {
        unanswered(new Change.Put("a", "1"), Fate.REFUSED);
        put("2");
        assertThat(read("1")).hasSize(1);
    }

    @Test
    void isNotTheRefusedChangeAfterALaterRemovalWasAnswered() {
        put("0");
        unanswered(new Change.Put("a", "1"), Fate.REFUSED);
        remove();
        assertThat(read("1")).hasSize(1);
    }

    /** That is no change, and so nothing to give way to. */
    @Test
    void mayBeTheRefusedChangeAfterTheRemovalOfWhatWasNotThere() {
        unanswered(new Change.Put("a", "1"), Fate.REFUSED);
        remove();

        assertThat(read("1")).isEmpty();
    }

    @Test
    void isNotAnOlderRefusedChangeOnceALaterOneWasSeen() {
        unanswered(new Change.Put("a", "1"), Fate.REFUSED);
        unanswered(new Change.Put("a", "2"), Fate.REFUSED);
        read("2");
        assertThat(read("1")).hasSize(1);
    }

    @Test
    void mayHaveAnyOfTheAdditionsThatWereRefused() {
        add("x", "[x]");
        unanswered(new Change.Add("a", "y"), Fate.REFUSED);
        unanswered(new Change.Add("a", "z"), Fate.REFUSED);
        assertThat(expected.possible()).containsExactlyInAnyOrder("[x]", "[x, y]", "[x, z]", "[x, y, z]");
    }

    @Test
    void mayBeALostChangeForAWhileAlthoughALaterOneWasAnswered() {
        unanswered(new Change.Put("a", "1"), Fate.LOST);
        put("2");
        assertThat(read("1")).isEmpty();
    }

    @Test
    void isNotALostChangeAfterAnAnswerLongAfter() {
        unanswered(new Change.Put("a", "1"), Fate.LOST);
        now += LONG;
        put("2");
        assertThat(read("1")).hasSize(1);
    }

    @Test
    void isNotWhatNoServerTook() {
        put("1");
        unanswered(new Change.Put("a", "2"), Fate.NOT_SENT);
        assertThat(read("2")).hasSize(1);
    }

    @Test
    void isEitherOfTwoChangesAtTheSameTime() {
        together(
                attempt(List.of(new Change.Put("a", "1")), Fate.ANSWERED, "1"),
                attempt(List.of(new Change.Put("a", "2")), Fate.ANSWERED, "2"));
        assertThat(expected.possible()).containsExactlyInAnyOrder("1", "2");
        assertThat(read("2")).isEmpty();
        assertThat(read("1")).hasSize(1);
    }

    @Test
    void isOneOfTwoChangesAtTheSameTimeAndNotWhatWasBefore() {
        put("0");
        together(
                attempt(List.of(new Change.Put("a", "1")), Fate.ANSWERED, "1"),
                attempt(List.of(new Change.Put("a", "2")), Fate.ANSWERED, "2"));
        assertThat(read("0")).hasSize(1);
    }

    @Test
    void isAsBeforeOrAfterForAReadAtTheSameTime() {
        put("0");
        assertThat(together(
                        attempt(List.of(new Change.Put("a", "1")), Fate.ANSWERED, "1"),
                        attempt(List.of(), Fate.ANSWERED, "0"),
                        attempt(List.of(), Fate.ANSWERED, "1")))
                .isEmpty();
        assertThat(read("0")).hasSize(1);
    }

    @Test
    void isReportedOnce() {
        put("1");
        read("");
        assertThat(read("")).isEmpty();
    }

    private List<String> put(String value) {
        return alone(new Change.Put("a", value), Fate.ANSWERED, value);
    }

    private List<String> remove() {
        return alone(new Change.Remove("a"), Fate.ANSWERED, "");
    }

    private List<String> add(String thing, String shown) {
        return alone(new Change.Add("a", thing), Fate.ANSWERED, shown);
    }

    private void unanswered(Change change, Fate fate) {
        assertThat(alone(change, fate, "")).isEmpty();
    }

    private List<String> alone(Change change, Fate fate, String shown) {
        return together(attempt(List.of(change), fate, shown));
    }

    private List<String> read(String shown) {
        return together(attempt(List.of(), Fate.ANSWERED, shown));
    }

    private List<String> together(Attempt... attempts) {
        return expected.observe(List.of(attempts));
    }

    private Attempt attempt(List<Change> changes, Fate fate, String shown) {
        Shown answer = new Shown(shown.isEmpty() ? Map.of() : Map.of("a", shown), false);
        return new Attempt(changes, fate, answer, now += 2, now + 1);
    }
}
