package io.sessiongrid.server;

import com.hazelcast.cluster.Member;
import io.sessiongrid.store.MemberReport;
import io.sessiongrid.store.Reply;
import io.sessiongrid.store.SessionCount;
import io.sessiongrid.store.SessionMaps;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code grid-node status}. */
@Command(
        name = "status",
        description = {
            "Shows the members, the sessions of each application, and whether a member may be restarted now.",
            "",
            "Sessions are counted all the time in the background, so that the figures are some seconds old."
        },
        exitCodeList = {
            "0:any one member may be restarted now",
            "1:failed",
            "2:wrong usage",
            "3:a restart now would lose sessions",
            "4:no grid was reached",
            "6:the configuration or a setting cannot be used"
        })
final class StatusCommand implements Callable<Integer> {
    /** Between two looks of somebody who waits. */
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private static final String UNKNOWN = "?";

    @Mixin
    private final GridOptions options = new GridOptions();

    @Option(
            names = "--wait",
            paramLabel = "SECONDS",
            defaultValue = "0",
            converter = WholeNumber.class,
            description = "Wait so long until a member may be restarted (default: ${DEFAULT-VALUE})")
    private int wait;

    @Option(
            names = "--expect",
            paramLabel = "MEMBERS",
            defaultValue = "0",
            converter = WholeNumber.class,
            description = "Not safe with fewer members than these; without it nobody knows how many there ought to be")
    private int expected;

    @Option(names = "--json", description = "Print one JSON object instead of tables")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        try (GridClient grid =
                GridClient.connect(options, new Progress(spec.commandLine().getErr()))) {
            Map<Member, Reply<MemberReport>> replies = grid.reports();
            Safety safety = safety(replies);
            long deadline = System.nanoTime() + Duration.ofSeconds(wait).toNanos();
            while (!safety.isSafe() && System.nanoTime() < deadline) {
                spec.commandLine().getErr().println("Waiting: " + safety.text());
                LockSupport.parkNanos(PAUSE.toNanos());
                replies = grid.reports();
                safety = safety(replies);
            }
            out.println(json ? json(replies, safety) : text(replies, safety));
            return safety.isSafe() ? ExitCode.OK : ExitCode.UNSAFE;
        }
    }

    private Safety safety(Map<Member, Reply<MemberReport>> replies) {
        return Safety.of(replies).expecting(expected, replies.size());
    }

    private static String text(Map<Member, Reply<MemberReport>> replies, Safety safety) {
        Table members = new Table(
                "MEMBER", "VERSION", "HAZELCAST", "JAVA", "UP", "HEAP", "SESSIONS", "PARTITIONS", "WITHOUT BACKUP");
        replies.forEach((member, reply) -> {
            String address = Safety.address(member);
            if (reply instanceof Reply.Answer<MemberReport> answer) {
                MemberReport report = answer.value();
                members.row(
                        report.leaving() ? address + " (leaving)" : address,
                        report.version().isEmpty() ? UNKNOWN : report.version(),
                        report.hazelcastVersion(),
                        report.javaVersion(),
                        Amount.time(Duration.between(report.started(), report.clock())),
                        Amount.percent(report.heap().ratio()),
                        report.partitions().uncounted() == 0 ? sessions(report) : UNKNOWN,
                        report.partitions().owned(),
                        report.partitions().withoutBackup());
            } else if (reply instanceof Reply.Silence<MemberReport> silence) {
                members.row(address, silence.reason(), "", "", "", "", "", "", "");
            }
        });
        Table applications = new Table("APPLICATION", "SESSIONS", "SIZE");
        Map<String, SessionCount> counts = applications(replies);
        boolean counted = isCounted(replies);
        counts.forEach((name, count) -> applications.row(
                name, counted ? count.sessions() : UNKNOWN, counted ? Amount.bytes(count.bytes()) : UNKNOWN));
        String verdict = safety.isSafe()
                ? "Safe: any one member may be restarted now"
                : "Not safe to restart a member now:\n  " + String.join("\n  ", safety.reasons());
        return members + "\n\n"
                + (counts.isEmpty() ? "No sessions yet" : applications.toString())
                + (counted ? "" : "\nCounting: partitions have just moved, or a member does not answer")
                + "\n\n" + verdict;
    }

    /** False if sessions are missing from the figures, or are in those of two members. */
    static boolean isCounted(Map<Member, Reply<MemberReport>> replies) {
        List<MemberReport.Partitions> partitions = replies.values().stream()
                .flatMap(reply -> reply instanceof Reply.Answer<MemberReport> answer
                        ? Stream.of(answer.value().partitions())
                        : Stream.of())
                .toList();
        int owned = partitions.stream().mapToInt(MemberReport.Partitions::owned).sum();
        return partitions.size() == replies.size()
                && partitions.stream()
                        .allMatch(each ->
                                each.uncounted() == 0 && !each.migrating() && (owned == 0 || owned == each.all()));
    }

    private static long sessions(MemberReport report) {
        return report.maps().values().stream()
                .mapToLong(map -> map.owned().sessions())
                .sum();
    }

    /** By application, of all members that answered. */
    static Map<String, SessionCount> applications(Map<Member, Reply<MemberReport>> replies) {
        Map<String, SessionCount> counts = new TreeMap<>();
        replies.values().forEach(reply -> {
            if (reply instanceof Reply.Answer<MemberReport> answer) {
                answer.value().maps().forEach((name, map) -> {
                    if (!name.endsWith("*")) {
                        counts.merge(SessionMaps.applicationOf(name), map.owned(), SessionCount::plus);
                    }
                });
            }
        });
        return counts;
    }

    /** Names of all maps in which a member that answered has sessions. */
    static Set<String> maps(Map<Member, Reply<MemberReport>> replies) {
        return replies.values().stream()
                .flatMap(reply -> reply instanceof Reply.Answer<MemberReport> answer
                        ? answer.value().maps().keySet().stream()
                        : Stream.of())
                .collect(Collectors.toSet());
    }

    private static Json json(Map<Member, Reply<MemberReport>> replies, Safety safety) {
        List<Json> members = replies.entrySet().stream()
                .map(each -> json(each.getKey(), each.getValue()))
                .toList();
        boolean counted = isCounted(replies);
        List<Json> applications = applications(replies).entrySet().stream()
                .map(each -> json(each.getKey(), each.getValue(), counted))
                .toList();
        return Json.object()
                .put("safe", safety.isSafe())
                .put("reason", safety.text())
                .put("counted", counted)
                .put("members", members)
                .put("applications", applications);
    }

    private static Json json(String application, SessionCount count, boolean counted) {
        Json json = Json.object().put("application", application);
        return counted ? json.put("sessions", count.sessions()).put("bytes", count.bytes()) : json;
    }

    private static Json json(Member member, Reply<MemberReport> reply) {
        Json json = Json.object()
                .put("address", Safety.address(member))
                .put("uuid", member.getUuid().toString());
        if (reply instanceof Reply.Answer<MemberReport> answer) {
            MemberReport report = answer.value();
            json.put("version", report.version())
                    .put("hazelcast", report.hazelcastVersion())
                    .put("java", report.javaVersion())
                    .put("configuration", report.configuration())
                    .put("started", report.started().toString())
                    .put("leaving", report.leaving())
                    .put("heapUsed", report.heap().used())
                    .put("heapMax", report.heap().max())
                    .put("partitionsOwned", report.partitions().owned())
                    .put("partitionsWithoutBackup", report.partitions().withoutBackup());
            return report.partitions().uncounted() == 0 ? json.put("sessions", sessions(report)) : json;
        }
        return json.put("silent", reply instanceof Reply.Silence<MemberReport> silence ? silence.reason() : "");
    }
}
