package io.sessiongrid.server;

import com.hazelcast.cluster.Member;
import com.hazelcast.instance.BuildInfoProvider;
import io.sessiongrid.node.HeapWatch;
import io.sessiongrid.store.HeapUse;
import io.sessiongrid.store.MemberReport;
import io.sessiongrid.store.MemberState;
import io.sessiongrid.store.Reply;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
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
        mixed("Sessiongrid", MemberState.version(), answers, MemberReport::version, findings);
        mixed(
                "Hazelcast",
                BuildInfoProvider.getBuildInfo().getVersion(),
                answers,
                MemberReport::hazelcastVersion,
                findings);
        mixed("Java", Runtime.version().toString(), answers, MemberReport::javaVersion, findings);
        skew(answers, findings);
        heapOfTheOthers(answers.values(), findings);
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

    /** What the largest member holds must find room with the others when it is lost, backups as far as they can be. */
    private static void heapOfTheOthers(Collection<Reply.Answer<MemberReport>> answers, List<Finding> findings) {
        List<HeapUse> heaps =
                answers.stream().map(answer -> answer.value().heap()).toList();
        int copies = 1
                + answers.stream()
                        .mapToInt(answer -> Safety.backups(answer.value()))
                        .max()
                        .orElse(0);
        int others = heaps.size() - 1;
        if (others < 1) {
            return;
        }
        long used = heaps.stream().mapToLong(HeapUse::used).sum()
                * Math.min(copies, others)
                / Math.min(copies, heaps.size());
        long max = heaps.stream().mapToLong(HeapUse::max).sum()
                - heaps.stream().mapToLong(HeapUse::max).max().orElse(0);
        if (used > HeapWatch.FULL * max) {
            findings.add(Finding.warn(
                    "grid",
                    "with one member lost, the heaps of the others would be "
                            + Amount.percent(new HeapUse(used, max).ratio()) + " full with what is in use",
                    "give the members more heap, or add one"));
        }
    }

    /** @param here what a member here would run; empty if that is not known */
    private static void mixed(
            String product,
            String here,
            Map<String, Reply.Answer<MemberReport>> answers,
            Function<MemberReport, String> version,
            List<Finding> findings) {
        Map<String, List<String>> members = answers.entrySet().stream()
                .collect(Collectors.groupingBy(
                        each -> version.apply(each.getValue().value()),
                        Collectors.mapping(Map.Entry::getKey, Collectors.toCollection(ArrayList::new))));
        if (!here.isEmpty()) {
            members.computeIfAbsent(here, each -> new ArrayList<>()).add("this grid-node");
        }
        if (members.size() > 1) {
            String list = new TreeSet<>(members.keySet())
                    .stream()
                            .map(each ->
                                    each + " (" + String.join(", ", Objects.requireNonNull(members.get(each))) + ")")
                            .collect(Collectors.joining(", "));
            findings.add(Finding.warn(
                    "grid", "members would run different versions of " + product + ": " + list, "finish the upgrade"));
        }
    }

    /**
     * Members are compared with each other, as the one that asks may be wrong; the time on the way to them and back is
     * not held against them.
     */
    private static void skew(Map<String, Reply.Answer<MemberReport>> answers, List<Finding> findings) {
        List<Map.Entry<String, Offset>> offsets = answers.entrySet().stream()
                .map(each -> Map.entry(each.getKey(), Offset.of(each.getValue())))
                .sorted(Map.Entry.comparingByValue())
                .toList();
        if (offsets.isEmpty()) {
            return;
        }
        Map.Entry<String, Offset> behind = offsets.get(0);
        Map.Entry<String, Offset> ahead = offsets.get(offsets.size() - 1);
        Duration most = behind.getValue().leastTo(ahead.getValue());
        if (most.compareTo(MOST_SKEW) > 0) {
            findings.add(Finding.warn(
                    "grid",
                    "the clock of " + ahead.getKey() + " is " + Amount.time(most) + " ahead of that of "
                            + behind.getKey() + ": times of sessions jump when the oldest member leaves",
                    "let all follow a time server"));
        } else if (Offset.NONE.leastTo(behind.getValue()).compareTo(MOST_SKEW) > 0
                || ahead.getValue().leastTo(Offset.NONE).compareTo(MOST_SKEW) > 0) {
            findings.add(Finding.warn(
                    "this machine",
                    "its clock is " + Amount.time(behind.getValue().middle().abs())
                            + (behind.getValue().middle().isNegative() ? " ahead of" : " behind")
                            + " those of all members",
                    "let all follow a time server"));
        }
    }

    /** By how much a member's clock is ahead of this machine's, at least and at most. */
    private record Offset(Duration least, Duration most) implements Comparable<Offset> {
        static final Offset NONE = new Offset(Duration.ZERO, Duration.ZERO);

        static Offset of(Reply.Answer<MemberReport> answer) {
            Instant clock = answer.value().clock();
            return new Offset(Duration.between(answer.answered(), clock), Duration.between(answer.asked(), clock));
        }

        /** By how much the other is ahead of this one at least; negative if perhaps it is not. */
        Duration leastTo(Offset other) {
            return other.least.minus(most);
        }

        Duration middle() {
            return least.plus(most).dividedBy(2);
        }

        @Override
        public int compareTo(Offset other) {
            return middle().compareTo(other.middle());
        }
    }
}
