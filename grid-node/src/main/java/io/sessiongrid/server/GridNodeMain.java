package io.sessiongrid.server;

import io.sessiongrid.node.GridSettingsException;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * The commands of an operator: {@code java -jar grid-node.jar [command]}.
 *
 * <p>Has no logger, because the first logger of a JVM decides how all of them log.
 */
public final class GridNodeMain {
    private GridNodeMain() {}

    /** Ends the JVM with an {@link ExitCode}. */
    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        CommandLine commands = new CommandLine(new GridNodeCommand());
        commands.setCaseInsensitiveEnumValuesAllowed(true);
        commands.setUsageHelpWidth(100);
        commands.setUsageHelpLongOptionsMaxWidth(30);
        // Keys of sessions may begin with a hyphen.
        subcommand(subcommand(commands, "sessions"), "end")
                .setUnmatchedOptionsArePositionalParams(true)
                .setPosixClusteredShortOptionsAllowed(false);
        commands.setParameterExceptionHandler((wrong, arguments) -> {
            CommandLine command = wrong.getCommandLine();
            command.getErr()
                    .println(String.valueOf(wrong.getMessage()).replaceAll("\\.$", "") + "; try "
                            + meant(wrong)
                            + command.getCommandSpec().qualifiedName() + " --help");
            return ExitCode.USAGE;
        });
        commands.setExecutionExceptionHandler((failure, command, parsed) -> {
            command.getErr().println(failure.getMessage());
            if (failure instanceof GridSettingsException) {
                return ExitCode.CONFIGURATION;
            }
            return failure instanceof NoGridException ? ExitCode.NO_GRID : ExitCode.FAILED;
        });
        return commands;
    }

    private static CommandLine subcommand(CommandLine command, String name) {
        return Objects.requireNonNull(command.getSubcommands().get(name), name);
    }

    /** What of all options and commands somebody may have meant. */
    private static String meant(ParameterException wrong) {
        return wrong instanceof UnmatchedArgumentException unmatched
                        && !unmatched.getSuggestions().isEmpty()
                ? String.join(
                                " or ",
                                unmatched.getSuggestions().stream().limit(2).toList()) + ", or "
                : "";
    }
}
