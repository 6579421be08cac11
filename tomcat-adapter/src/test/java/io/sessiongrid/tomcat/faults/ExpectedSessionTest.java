package io.sessiongrid.tomcat.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.sessiongrid.tomcat.faults.ExpectedSession.Absence;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What the model expects of a session")
class ExpectedSessionTest {
    private static final long SOON = System.nanoTime() + TimeUnit.HOURS.toNanos(1);

    private final ExpectedSession session = new ExpectedSession("v");

    @Test
    void isThatItIsThere() {
        assertThat(session.absence()).isEqualTo(Absence.LOST);
    }

    @Test
    void isThatItIsTheSame() {
        assertThat(session.observe(List.of(answer(Map.of("visit", "v"))))).isEmpty();
        assertThat(session.observe(List.of(answer(Map.of("visit", "w"))))).hasSize(1);
    }

    @Test
    void isThatItHasNothingThatNobodyPutThere() {
        assertThat(session.observe(List.of(answer(Map.of("visit", "v", "a", "1")))))
                .hasSize(1);
    }

    @Test
    void isNothingAfterAnEndThatWasNotAnswered() {
        session.mayHaveEnded();
        assertThat(session.absence()).isEqualTo(Absence.ENDED);
    }

    @Test
    void isNothingAfterAChangeOfItsIdThatNobodyAnswered() {
        session.mayBeCutOff();
        assertThat(session.absence()).isEqualTo(Absence.CUT_OFF);
    }

    @Test
    void isThatItIsThereOnceTheOldIdHasProvedToWork() {
        session.mayBeCutOff();
        session.observe(List.of(answer(Map.of("visit", "v"))));
        assertThat(session.absence()).isEqualTo(Absence.LOST);
    }

    @Test
    void isThatItComesBackAfterARefusedChangeOfItsId() {
        session.idComesBack("n1", () -> true, SOON);
        assertThat(session.absence()).isEqualTo(Absence.TO_BE_ASKED_AGAIN);
    }

    @Test
    void isThatItHasComeBackInTime() {
        session.idComesBack("n1", () -> true, System.nanoTime() - 1);
        assertThat(session.absence()).isEqualTo(Absence.LOST);
    }

    @Test
    void isNothingIfItMayHaveEndedAndItsIdHasNotComeBack() {
        session.mayHaveEnded();
        session.idComesBack("n1", () -> true, System.nanoTime() - 1);
        assertThat(session.absence()).isEqualTo(Absence.ENDED);
    }

    @Test
    void isNothingIfTheServerDiedThatWasToPutItsIdRight() {
        session.idComesBack("n1", () -> false, SOON);
        assertThat(session.absence()).isEqualTo(Absence.CUT_OFF);
    }

    @Test
    void isThatItIsThereOnceAnotherServerHasFoundIt() {
        session.idComesBack("n1", () -> true, SOON);

        session.idWorks("n1");
        assertThat(session.absence()).isEqualTo(Absence.TO_BE_ASKED_AGAIN);
        session.idWorks("n2");
        assertThat(session.absence()).isEqualTo(Absence.LOST);
    }

    @Test
    void isThatItIsThereOnceAChangeOfItsIdWasAnswered() {
        session.idComesBack("n1", () -> true, SOON);

        session.hasNewId();

        assertThat(session.absence()).isEqualTo(Absence.LOST);
    }

    private static Attempt answer(Map<String, String> attributes) {
        return new Attempt(List.of(), Fate.ANSWERED, new Shown(attributes, false), 1, 2);
    }
}
