package io.sessiongrid.server;

import picocli.CommandLine;

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
        commands.setParameterExceptionHandler((wrong, arguments) -> {
            CommandLine command = wrong.getCommandLine();
            command.getErr()
                    .println(wrong.getMessage() + "; try "
                            + command.getCommandSpec().qualifiedName() + " --help");
            return ExitCode.USAGE;
        });
        commands.setExecutionExceptionHandler((failure, command, parsed) -> {
            command.getErr().println(failure.getMessage());
            return failure instanceof NoGridException ? ExitCode.NO_GRID : ExitCode.FAILED;
        });
        return commands;
    }
}
