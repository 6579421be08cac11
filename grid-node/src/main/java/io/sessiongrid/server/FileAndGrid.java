package io.sessiongrid.server;

import com.hazelcast.cluster.Member;
import com.hazelcast.config.Config;
import com.hazelcast.config.SplitBrainProtectionConfig;
import io.sessiongrid.node.Disagreement;
import io.sessiongrid.node.FoundConfig;
import io.sessiongrid.store.MemberInspection;
import io.sessiongrid.store.Reply;
import io.sessiongrid.store.SessionMapConfig;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What the configuration of one more member says otherwise than the grid that it would join. */
final class FileAndGrid {
    private final Config config;
    private final Findings findings;
    private final int members;

    /** @param members of the grid, once the one with this configuration has joined */
    FileAndGrid(FoundConfig<Config> found, int members) {
        this.config = found.config();
        this.findings = new Findings(found);
        this.members = members;
        SessionMapConfig.addTo(config, SessionMapConfig.PATTERN);
    }

    /** @param inspections what members say of each session map */
    List<Finding> differences(Map<String, Map<Member, Reply<MemberInspection>>> inspections) {
        ConfigFindings.sessionMaps(config).forEach(this::numbers);
        inspections.forEach(this::settings);
        return findings.all();
    }

    private void numbers(String map) {
        int backups = config.findMapConfig(map).getTotalBackupCount();
        if (backups > 0 && backups >= members) {
            findings.warn(
                    "map/" + map + "/backup-count",
                    "each session is to have " + count(backups, "backup") + ", but there "
                            + (members == 1 ? "is 1 member" : "are " + members + " members") + ", with room for "
                            + count(members - 1, "backup"),
                    "start members until there are " + (backups + 1)
                            + (backups == 1 ? "" : ", or write a smaller number, 1 or more"));
        }
        SplitBrainProtectionConfig protection = config.getSplitBrainProtectionConfigs()
                .get(Objects.requireNonNullElse(config.findMapConfig(map).getSplitBrainProtectionName(), ""));
        if (protection != null && protection.isEnabled() && protection.getMinimumClusterSize() >= members) {
            findings.warn(
                    "split-brain-protection/" + protection.getName(),
                    "sessions need " + count(protection.getMinimumClusterSize(), "member") + ", and there "
                            + (members == 1 ? "is 1" : "are " + members) + ": with the next that leaves, all are out of"
                            + " reach",
                    "start members, or write a smaller minimum-cluster-size");
        }
    }

    private static String count(int number, String what) {
        return (number == 0 ? "no" : number) + " " + what + (number == 1 ? "" : "s");
    }

    private void settings(String map, Map<Member, Reply<MemberInspection>> replies) {
        String place = "map/" + config.findMapConfig(map).getName() + "/";
        Disagreement.among(replies, Map.of("a member here", MemberInspection.here(config, map)))
                .forEach(found -> findings.warn(
                        (found.isProperty() ? "properties/" : place) + found.element(),
                        found.subject(map) + " would be " + found.values() + ": each member goes by its own",
                        Disagreement.REMEDY));
    }
}
