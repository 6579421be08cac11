package io.sessiongrid.server;

import java.util.concurrent.Callable;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ScopeType;

/** All commands; without one, the member starts. */
@Command(
        name = "grid-node",
        scope = ScopeType.INHERIT,
        mixinStandardHelpOptions = true,
        versionProvider = Versions.class,
        description = {
            "A session server: a member of the grid that keeps the HTTP sessions of app servers, and what is needed to look"
                    + " after it. Without a command it starts a member, and takes the options of start."
        },
        parameterListHeading = "%nArguments:%n",
        optionListHeading = "%nOptions:%n",
        commandListHeading = "%nCommands (grid-node help COMMAND says more):%n",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done, stopped in order, safe",
            "1:failed, or left otherwise than in order",
            "2:wrong usage",
            "3:status: no member may be restarted now; doctor: found something to repair",
            "4:no grid was reached",
            "5:a second signal ended the member before its sessions had moved",
            "6:the configuration or a setting cannot be used; to try again is no use",
            "143:SIGTERM came while the member was starting, and had no sessions yet"
        },
        subcommands = {
            StartCommand.class,
            StatusCommand.class,
            DoctorCommand.class,
            SessionsCommand.class,
            GenerateCompletion.class,
            HelpOfCommand.class
        })
final class GridNodeCommand implements Callable<Integer> {
    @Mixin
    private final MemberOptions options = new MemberOptions();

    @Override
    public Integer call() {
        return StartCommand.run(options);
    }
}
