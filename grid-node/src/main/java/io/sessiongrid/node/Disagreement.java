package io.sessiongrid.node;

import com.hazelcast.cluster.Member;
import io.sessiongrid.store.MemberInspection;
import io.sessiongrid.store.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A setting that not all say alike, although each member goes by its own configuration.
 *
 * @param element of {@code <map>}, or a property
 * @param whoByValue who says what
 */
public record Disagreement(String element, Map<String, List<String>> whoByValue) {
    /** What to do about it, without the end of a sentence. */
    public static final String REMEDY =
            "write the same in the Hazelcast configuration of all, and restart those that change, one after the other";

    /**
     * Among members, and others that are none yet.
     *
     * @param others what they say, by what to call them
     */
    public static List<Disagreement> among(
            Map<Member, Reply<MemberInspection>> replies, Map<String, MemberInspection> others) {
        Map<String, Map<String, List<String>>> whoByValue = new TreeMap<>();
        others.forEach((who, inspection) -> add(who, inspection, whoByValue));
        replies.forEach((member, reply) -> {
            if (reply instanceof Reply.Answer<MemberInspection> answer) {
                add(member.getAddress().getHost() + ":" + member.getAddress().getPort(), answer.value(), whoByValue);
            }
        });
        return whoByValue.entrySet().stream()
                .filter(each -> each.getValue().size() > 1)
                .map(each -> new Disagreement(each.getKey(), each.getValue()))
                .toList();
    }

    private static void add(
            String who, MemberInspection inspection, Map<String, Map<String, List<String>>> whoByValue) {
        inspection
                .settings()
                .forEach((element, value) -> whoByValue
                        .computeIfAbsent(element, each -> new TreeMap<>())
                        .computeIfAbsent(value, each -> new ArrayList<>())
                        .add(who));
    }

    /** For example {@code <backup-count> of session map sessions-shop}. */
    public String subject(String mapName) {
        return isProperty() ? "property " + element : "<" + element + "> of session map " + mapName;
    }

    /** True for one that all session maps share. */
    public boolean isProperty() {
        return element.startsWith("hazelcast.");
    }

    /** For example {@code 1 on 10.0.0.1:5701, 2 on 10.0.0.2:5701 and 10.0.0.3:5701}. */
    public String values() {
        return whoByValue.entrySet().stream()
                .map(each -> each.getKey() + " on " + String.join(" and ", each.getValue()))
                .collect(Collectors.joining(", "));
    }
}
