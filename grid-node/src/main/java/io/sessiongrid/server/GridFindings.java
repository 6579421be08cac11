package io.sessiongrid.server;

import com.hazelcast.cluster.Member;
import io.sessiongrid.store.MemberReport;
import io.sessiongrid.store.Reply;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What members say of themselves that they should not. */
final class GridFindings {
    private static final Duration MOST_SKEW = Duration.ofSeconds(1);

    private GridFindings() {}

    static List<Finding> in(Map<Member, Reply<MemberReport>> replies) {
        List<Finding> findings = new ArrayList<>();
        Map<String, Reply.Answer<MemberReport>> answers = new LinkedHashMap<>();
        replies.forEach((member, reply) -> {
            String address = "member " + Safety.address(member);
            if (reply instanceof Reply.Answer<MemberReport> answer) {
                answers.put(address, answer);
                findings.addAll(alone(address, answer.value()));
            } else if (reply instanceof Reply.Silence<MemberReport> silence) {
                findings.add(Finding.error(address, "it " + silence.reason(), "look at its log"));
            }
        });
        mixed("Sessiongrid", answers, MemberReport::version, findings);
        mixed("Hazelcast", answers, MemberReport::hazelcastVersion, findings);
        mixed("Java", answers, MemberReport::javaVersion, findings);
        skew(answers, findings);
        Safety safety = Safety.of(replies);
        safety.reasons()
                .forEach(reason -> findings.add(Finding.warn(
                        "grid", "no member may be lost now: " + reason, "start members, or wait until none moves")));
        return findings;
    }

    private static List<Finding> alone(String member, MemberReport report) {
        List<Finding> findings = new ArrayList<>();
        report.maps().values().stream()
                .flatMap(map -> map.problems().stream())
                .distinct()
                .forEach(
                        problem -> findings.add(Finding.error(member, problem, "as it says, then restart the member")));
        if (report.heap().ratio() > HeapWatch.FULL) {
            findings.add(Finding.warn(
                    member,
                    "its heap is " + Amount.percent(report.heap().ratio()) + " full with what is in use",
                    "give it more heap, or add a member"));
        }
        return findings;
    }

    private static void mixed(
            String product,
            Map<String, Reply.Answer<MemberReport>> answers,
            Function<MemberReport, String> version,
            List<Finding> findings) {
        Map<String, List<String>> members = answers.entrySet().stream()
                .collect(Collectors.groupingBy(
                        each -> version.apply(each.getValue().value()),
                        Collectors.mapping(Map.Entry::getKey, Collectors.toList())));
        if (members.size() > 1) {
            String list = new TreeSet<>(members.keySet())
                    .stream()
                            .map(each ->
                                    each + " (" + String.join(", ", Objects.requireNonNull(members.get(each))) + ")")
                            .collect(Collectors.joining(", "));
            findings.add(Finding.warn(
                    "grid", "members run different versions of " + product + ": " + list, "finish the upgrade"));
        }
    }

    /** The time on the way to the member and back is not held against it. */
    private static void skew(Map<String, Reply.Answer<MemberReport>> answers, List<Finding> findings) {
        answers.forEach((member, answer) -> {
            Instant clock = answer.value().clock();
            Duration behind = Duration.between(clock, answer.asked());
            Duration ahead = Duration.between(answer.answered(), clock);
            boolean late = behind.compareTo(ahead) > 0;
            Duration skew = late ? behind : ahead;
            if (skew.compareTo(MOST_SKEW) > 0) {
                findings.add(Finding.warn(
                        member,
                        "its clock is " + Amount.time(skew) + (late ? " behind" : " ahead of") + " this machine's",
                        "let both follow a time server"));
            }
        });
    }
}
