package io.sessiongrid.server;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code grid-node help}; unlike that of picocli, also of commands of commands. */
@Command(
        name = "help",
        helpCommand = true,
        description = "Shows the help of a command, for example: grid-node help sessions list")
final class HelpOfCommand implements Runnable {
    @Parameters(paramLabel = "COMMAND", arity = "0..*", description = "Whose help; without one, that of all")
    private List<String> path = List.of();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        CommandLine command = spec.parent().commandLine();
        for (String name : path) {
            CommandLine next = command.getSubcommands().get(name);
            if (next == null) {
                throw new ParameterException(
                        spec.commandLine(),
                        "There is no command " + String.join(" ", path) + "; expected one of "
                                + String.join(", ", command.getSubcommands().keySet()));
            }
            command = next;
        }
        command.usage(spec.commandLine().getOut());
    }
}
