package io.sessiongrid.node;

import com.hazelcast.cluster.Member;
import io.sessiongrid.store.MemberInspection;
import io.sessiongrid.store.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What members that keep one session map do not say alike, although each goes by its own configuration. */
final class Disagreement {
    private Disagreement() {}

    /** Each setting with its values, who has which, and the remedy, one sentence without its end each. */
    static List<String> problems(String mapName, Map<Member, Reply<MemberInspection>> replies) {
        Map<String, Map<String, List<String>>> membersByValue = new TreeMap<>();
        replies.forEach((member, reply) -> {
            if (reply instanceof Reply.Answer<MemberInspection> answer) {
                answer.value()
                        .settings()
                        .forEach((element, value) -> membersByValue
                                .computeIfAbsent(element, each -> new TreeMap<>())
                                .computeIfAbsent(value, each -> new ArrayList<>())
                                .add(member.getAddress().getHost() + ":"
                                        + member.getAddress().getPort()));
            }
        });
        return membersByValue.entrySet().stream()
                .filter(each -> each.getValue().size() > 1)
                .map(each -> "Members differ in <" + each.getKey() + "> of session map " + mapName + ": "
                        + list(each.getValue())
                        + "; write the same in the Hazelcast configuration of all, and restart those that change, one"
                        + " after the other")
                .toList();
    }

    private static String list(Map<String, List<String>> membersByValue) {
        return membersByValue.entrySet().stream()
                .map(each -> each.getKey() + " on " + String.join(" and ", each.getValue()))
                .collect(Collectors.joining(", "));
    }
}
