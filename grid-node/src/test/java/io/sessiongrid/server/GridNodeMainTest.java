package io.sessiongrid.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

@DisplayName("The command line")
class GridNodeMainTest {
    private final CommandLine commands = GridNodeMain.commandLine();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @ValueSource(strings = {"-AbCdEfGhIjKlMnO", "--bCdEfGhIjKlMnO", "-hCdEfGhIjKlMnOp", "-VCdEfGhIjKlMnOp"})
    void takesAKeyForAKeyThoughItBeginsWithAHyphen(String key) {
        CommandLine.ParseResult end = last(commands.parseArgs("sessions", "end", "shop", key, "--timeout", "3"));

        assertThat(end.commandSpec().name()).isEqualTo("end");
        assertThat(end.commandSpec().positionalParameters())
                .extracting(parameter -> parameter.<Object>getValue())
                .containsExactly("shop", key);
        assertThat(end.isUsageHelpRequested()).isFalse();
        assertThat(end.hasMatchedOption("--timeout")).isTrue();
    }

    private static CommandLine.ParseResult last(CommandLine.ParseResult parsed) {
        return parsed.hasSubcommand() ? last(parsed.subcommand()) : parsed;
    }

    @ParameterizedTest
    @CsvSource({
        "help,Usage: grid-node ",
        "help status,Usage: grid-node status ",
        "help sessions,Usage: grid-node sessions ",
        "help sessions list,Usage: grid-node sessions list ",
        "sessions list --help,Usage: grid-node sessions list ",
        "generate-completion --help,Usage: grid-node generate-completion "
    })
    void showsTheHelpOfEachCommand(String line, String usage) {
        assertThat(execute(line.split(" ", -1))).isEqualTo(ExitCode.OK);

        assertThat(out.toString()).startsWith(usage);
    }

    @Test
    void namesTheCommandsThereAreIfItIsAskedForTheHelpOfAnother() {
        assertThat(execute("help", "sessions", "lits")).isEqualTo(ExitCode.USAGE);

        assertThat(err.toString()).startsWith("There is no command sessions lits; expected one of count, end, list");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "start", "status", "sessions", "sessions count", "sessions list", "sessions end"})
    void saysWithWhatItEndsIfASettingCannotBeUsed(String command) {
        execute(("help " + command).strip().split(" ", -1));

        assertThat(out.toString())
                .containsPattern("(?m)^ +" + ExitCode.CONFIGURATION + " +the configuration or a setting");
    }

    @Test
    void completesAllCommands() {
        assertThat(execute("generate-completion")).isEqualTo(ExitCode.OK);

        assertThat(List.of("start", "status", "doctor", "sessions", "generate-completion"))
                .allSatisfy(command -> assertThat(out.toString()).contains(command));
    }

    private int execute(String... arguments) {
        return commands.setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}
