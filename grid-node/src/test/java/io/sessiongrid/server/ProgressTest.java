package io.sessiongrid.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Progress")
class ProgressTest {
    private final StringWriter said = new StringWriter();
    private final Progress progress = new Progress(new PrintWriter(said, true));

    @Test
    void isToldWhileTheWorkGoesOn() {
        String seen = progress.during("Counting", () -> {
            Awaitility.await().until(() -> !said.toString().isEmpty());
            return said.toString();
        });

        assertThat(seen.strip()).isEqualTo("Counting ...");
    }

    @Test
    void isNotToldOfWhatIsDoneAtOnce() {
        assertThat(progress.<Integer>during("Counting", () -> 3)).isEqualTo(3);

        // Told a second after the other began, which began after this one.
        isToldWhileTheWorkGoesOn();
    }
}
