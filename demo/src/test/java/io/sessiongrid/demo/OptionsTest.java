package io.sessiongrid.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sessiongrid.demo.process.Servers;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The command line")
class OptionsTest {
    @Test
    void mayBeEmpty() throws UsageException {
        assertThat(Options.parse(List.of())).isEqualTo(Options.DEFAULT);
    }

    @Test
    void mayChooseEverything() throws UsageException {
        List<String> arguments =
                List.of("--requests", "1500", "--script", "--port", "8080", "--shoppers", "16", "--server", "mixed");

        assertThat(Options.parse(arguments)).isEqualTo(new Options(8080, Servers.MIXED, true, 16, 1500));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--scrpt",
                "n1",
                "--port",
                "--port x",
                "--port 0",
                "--port 65536",
                "--port -1",
                "--server",
                "--server glassfish",
                "--script --shoppers 0",
                "--script --shoppers 501",
                "--script --requests 999",
                "--script --requests 99999999999",
                "--shoppers 16",
                "--requests 2000"
            })
    void isRefusedIfItIs(String arguments) {
        assertThatExceptionOfType(UsageException.class).isThrownBy(() -> Options.parse(List.of(arguments.split(" "))));
    }

    @Test
    void isRefusedWithWhatWasExpected() {
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> Options.parse(List.of("--script", "--shoppers", "many")))
                .withMessage("--shoppers is many; expected 1 to 500");
    }
}
