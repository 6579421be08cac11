package io.sessiongrid.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.sessiongrid.hostile.LogLines;
import java.util.ArrayDeque;
import java.util.Queue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@DisplayName("A warning that every request gives")
@Tag("G12")
class RequestWarningTest {
    private final LogLines log = new LogLines(RequestWarning.class.getName());
    private final Queue<Runnable> ends = new ArrayDeque<>();
    private final RequestWarning warning = new RequestWarning("Refused one", "Refused %,d more", ends::add);

    @AfterEach
    void close() {
        log.close();
    }

    private void refuse(int times, String reason) {
        for (int i = 0; i < times; i++) {
            warning.log(new IllegalStateException(reason));
        }
    }

    private void letPeriodPass() {
        ends.remove().run();
    }

    @Test
    void isLoggedAtOnceAndThenCounted() {
        refuse(1, "no member");
        refuse(1233, "a member");
        refuse(1, "the {0}% end");
        assertThat(log.lines()).containsExactly("Refused one: no member");

        letPeriodPass();

        assertThat(log.lines())
                .containsExactly(
                        "Refused one: no member", "Refused 1,234 more in the last 10 s; the last: the {0}% end");
    }

    @Test
    void isCountedAsLongAsItGoesOn() {
        refuse(2, "no member");
        letPeriodPass();
        refuse(3, "no member");

        letPeriodPass();

        assertThat(log.lines()).hasSize(3).last().asString().startsWith("Refused 3 more ");
    }

    @Test
    void isLoggedAtOnceAgainAfterAQuietPeriod() {
        refuse(2, "no member");
        letPeriodPass();
        letPeriodPass();
        assertThat(ends).isEmpty();

        refuse(1, "no backup");

        assertThat(log.lines()).hasSize(3).last().isEqualTo("Refused one: no backup");
    }
}
