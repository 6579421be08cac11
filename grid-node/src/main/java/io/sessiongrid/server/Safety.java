package io.sessiongrid.server;

import com.hazelcast.cluster.Member;
import io.sessiongrid.store.MemberReport;
import io.sessiongrid.store.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Whether any one member may be restarted, or lost, without the loss of a session.
 *
 * @param reasons why not; empty if it is safe
 */
record Safety(List<String> reasons) {
    /** Judged by what all members say. */
    static Safety of(Map<Member, Reply<MemberReport>> replies) {
        List<String> reasons = new ArrayList<>();
        int owned = 0;
        int all = 0;
        int backups = 1;
        for (Map.Entry<Member, Reply<MemberReport>> each : replies.entrySet()) {
            if (each.getValue() instanceof Reply.Answer<MemberReport> answer) {
                MemberReport report = answer.value();
                owned += report.partitions().owned();
                all = Math.max(all, report.partitions().all());
                backups = Math.max(backups, backups(report));
                reasons.addAll(reasons(address(each.getKey()), report));
            } else if (each.getValue() instanceof Reply.Silence<MemberReport> silence) {
                reasons.add("member " + address(each.getKey()) + " " + silence.reason());
            }
        }
        if (replies.size() <= backups) {
            reasons.add(
                    0,
                    "there " + (replies.size() == 1 ? "is 1 member" : "are " + replies.size() + " members") + "; "
                            + (backups + 1) + " are needed");
        }
        // None has an owner as long as nobody has used the grid.
        if (reasons.isEmpty() && owned != 0 && owned != all) {
            reasons.add(
                    "members do not agree yet who owns what: " + owned + " of " + all + " partitions have an owner");
        }
        return new Safety(List.copyOf(reasons));
    }

    /** The same, but not safe if fewer members are there than ought to be. */
    Safety expecting(int expected, int there) {
        if (there >= expected) {
            return this;
        }
        List<String> all = new ArrayList<>(reasons);
        all.add(0, there + " of " + expected + " expected members " + (there == 1 ? "is" : "are") + " there");
        return new Safety(List.copyOf(all));
    }

    private static List<String> reasons(String member, MemberReport report) {
        List<String> reasons = new ArrayList<>();
        if (report.leaving()) {
            reasons.add("member " + member + " is leaving");
        }
        if (report.partitions().migrating()) {
            reasons.add("partitions are moving, says member " + member);
        }
        new TreeMap<>(report.maps()).forEach((name, map) -> {
            if (map.backupCount() == 0) {
                reasons.add("map " + name + " of member " + member + " has backup-count 0, so that a lost member takes"
                        + " its sessions with it; write 1 or more in the Hazelcast configuration of every member");
            }
        });
        if (report.partitions().withoutBackup() > 0) {
            reasons.add(report.partitions().withoutBackup() + " of "
                    + report.partitions().owned() + " partitions of member " + member + " lack a backup");
        }
        return reasons;
    }

    static int backups(MemberReport report) {
        return report.maps().values().stream()
                .mapToInt(MemberReport.SessionMap::backupCount)
                .max()
                .orElse(0);
    }

    static String address(Member member) {
        return member.getAddress().getHost() + ":" + member.getAddress().getPort();
    }

    boolean isSafe() {
        return reasons.isEmpty();
    }

    /** For people and for JSON. */
    String text() {
        return isSafe() ? "every partition has its backups" : String.join("; ", reasons);
    }
}
