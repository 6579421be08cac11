package io.sessiongrid.server;

import com.hazelcast.cluster.Member;
import io.sessiongrid.store.MemberReport;
import io.sessiongrid.store.Reply;
import io.sessiongrid.store.SessionCount;
import io.sessiongrid.store.SessionMapConfig;
import io.sessiongrid.store.SessionMaps;
import io.sessiongrid.store.SessionOrder;
import io.sessiongrid.store.SessionSummary;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.Stack;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** {@code grid-node sessions}. */
@Command(
        name = "sessions",
        scope = ScopeType.INHERIT,
        exitCodeList = {
            "0:done",
            "1:failed",
            "2:wrong usage",
            "4:no grid was reached",
            "6:the configuration or a setting cannot be used"
        },
        description = {
            "Counts, lists and ends sessions; without a command it counts. Values are never shown, nor is what opens a session: a key alone opens none."
        })
final class SessionsCommand implements Callable<Integer> {
    private static final String APPLICATION =
            "Name of the application, or of its map if it has a mapName of its own, as status shows it";

    @Mixin
    private final GridOptions options = new GridOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** Counts. */
    @Override
    public Integer call() {
        return count(options);
    }

    @Command(
            name = "count",
            description = {
                "Shows how many sessions each application has, and what they take. Members count all the time in the"
                        + " background, so that the figures are some seconds old."
            })
    Integer count(@Mixin GridOptions grid) {
        try (GridClient client = connect(grid)) {
            Map<Member, Reply<MemberReport>> replies = client.reports();
            tellOfSilent("The count", replies);
            if (!StatusCommand.isCounted(replies)) {
                spec.commandLine()
                        .getErr()
                        .println("The count is not complete: members have changed, and are counting what they got");
            }
            Map<String, SessionCount> counts = StatusCommand.applications(replies);
            Table table = new Table("APPLICATION", "SESSIONS", "SIZE");
            counts.forEach((name, count) -> table.row(name, count.sessions(), Amount.bytes(count.bytes())));
            out().println(table);
            return ExitCode.OK;
        }
    }

    @Command(
            name = "list",
            description = {
                "Lists sessions of an application. Members read all of them once, so not for every minute; they have"
                        + " --timeout for it, after which the list is not complete and says so."
            })
    Integer list(
            @Mixin GridOptions grid,
            @Parameters(paramLabel = "APPLICATION", description = APPLICATION) String application,
            @Option(
                            names = "--by",
                            paramLabel = "ORDER",
                            defaultValue = "CREATED",
                            description =
                                    "Which first: created (the oldest; the default), size (the largest) or idle (the longest unused)")
                    SessionOrder order,
            @Option(
                            names = "--limit",
                            paramLabel = "N",
                            defaultValue = "20",
                            converter = WholeNumber.class,
                            description = "How many (default: ${DEFAULT-VALUE})")
                    int limit,
            @Option(names = "--json", description = "Print a JSON array instead of a table") boolean json) {
        try (GridClient client = connect(grid)) {
            SessionMaps maps = new SessionMaps(client.hazelcast(), client.timeout());
            Map<Member, Reply<List<SessionSummary>>> replies =
                    client.await("Reading the sessions", maps.list(mapOf(client, maps, application), order, limit));
            tellOfSilent("The list", replies);
            List<SessionSummary> sessions = replies.values().stream()
                    .flatMap(reply -> reply instanceof Reply.Answer<List<SessionSummary>> answer
                            ? answer.value().stream()
                            : Stream.of())
                    .sorted(order.comparator())
                    .limit(limit)
                    .toList();
            out().println(json ? json(sessions) : table(sessions));
            return ExitCode.OK;
        }
    }

    @Command(
            name = "end",
            description = {
                "Ends a session: it is gone at once on every server, and within sweepInterval one of the application's"
                        + " servers tells the listeners."
            },
            exitCodeList = {
                "0:ended",
                "1:there is no such session or application, or it failed",
                "2:wrong usage",
                "4:no grid was reached",
                "6:the configuration or a setting cannot be used"
            })
    Integer end(
            @Mixin GridOptions grid,
            @Parameters(paramLabel = "APPLICATION", description = APPLICATION) String application,
            @Parameters(paramLabel = "KEY", description = "As sessions list shows it", preprocessor = AnyText.class)
                    String key) {
        try (GridClient client = connect(grid)) {
            SessionMaps maps = new SessionMaps(client.hazelcast(), client.timeout());
            String map = mapOf(client, maps, application);
            boolean ended = client.await("Ending the session", () -> maps.end(map, key));
            out().println(ended ? "Ended" : "There is no such session");
            return ended ? ExitCode.OK : ExitCode.FAILED;
        }
    }

    /** A key is a key, also one that looks like an option. */
    static final class AnyText implements IParameterPreprocessor {
        @Override
        public boolean preprocess(
                Stack<String> arguments, CommandSpec command, ArgSpec parameter, Map<String, Object> info) {
            parameter.setValue(arguments.pop());
            return true;
        }
    }

    private <R> void tellOfSilent(String result, Map<Member, Reply<R>> replies) {
        replies.forEach((member, reply) -> {
            if (reply instanceof Reply.Silence<R> silence) {
                spec.commandLine()
                        .getErr()
                        .println(
                                result + " is not complete: member " + Safety.address(member) + " " + silence.reason());
            }
        });
    }

    /**
     * A setting {@code mapName} makes the application's name that of its map. One that nobody has is refused: whoever
     * asks for a map makes it.
     */
    private static String mapOf(GridClient client, SessionMaps maps, String application) {
        Set<String> names = client.await("Looking for the application", maps::names);
        return Stream.of(SessionMapConfig.PREFIX + application, application)
                .filter(names::contains)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "There is no application " + application + " in this grid; " + applications(names)));
    }

    private static String applications(Set<String> maps) {
        List<String> known = maps.stream()
                .filter(map -> map.startsWith(SessionMapConfig.PREFIX))
                .map(SessionMaps::applicationOf)
                .sorted()
                .toList();
        return known.isEmpty() ? "it has no sessions yet" : "expected one of " + String.join(", ", known);
    }

    private static Table table(List<SessionSummary> sessions) {
        Table table = new Table("KEY", "SIZE", "IDLE", "CREATED", "USER");
        sessions.forEach(each -> table.row(
                each.key(), Amount.bytes(each.bytes()), Amount.time(each.idle()), each.created(), each.user()));
        return table;
    }

    private static String json(List<SessionSummary> sessions) {
        return Json.array(sessions.stream()
                .map(each -> Json.object()
                        .put("key", each.key())
                        .put("bytes", each.bytes())
                        .put("idleSeconds", each.idle().toSeconds())
                        .put("created", each.created().toString())
                        .put("user", each.user()))
                .toList());
    }

    private GridClient connect(GridOptions grid) {
        return GridClient.connect(grid, new Progress(spec.commandLine().getErr()));
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
