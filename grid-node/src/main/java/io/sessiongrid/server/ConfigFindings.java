package io.sessiongrid.server;

import com.hazelcast.config.Config;
import com.hazelcast.config.JavaSerializationFilterConfig;
import com.hazelcast.config.MapConfig;
import io.sessiongrid.node.FoundConfig;
import io.sessiongrid.store.SessionMapCheck;
import io.sessiongrid.store.SessionMapConfig;
import java.util.List;
import java.util.stream.Stream;

/** What in a member's Hazelcast configuration would hurt one day. */
final class ConfigFindings {
    private final Config config;
    private final Findings findings;

    private ConfigFindings(FoundConfig<Config> found) {
        this.config = found.config();
        this.findings = new Findings(found);
    }

    static List<Finding> in(FoundConfig<Config> found) {
        ConfigFindings search = new ConfigFindings(found);
        search.namesOfMaps();
        search.sessionMaps();
        new NetworkFindings(search.config, search.findings).find();
        PropertyFindings.find(search.config, search.findings);
        search.access();
        search.foreignCode();
        return search.findings.all();
    }

    /** The patterns of maps for sessions; the one of all, also where the file has none. */
    static List<String> sessionMaps(Config config) {
        return Stream.concat(Stream.of(SessionMapConfig.PATTERN), config.getMapConfigs().keySet().stream())
                .filter(name -> name.startsWith(SessionMapConfig.PREFIX))
                .distinct()
                .toList();
    }

    private void namesOfMaps() {
        findings.lines()
                .repeatedMaps()
                .forEach(map -> findings.warn(
                        "map/" + map,
                        "<map name=\"" + map + "\"> is there more than once, and only this last one counts",
                        "leave one"));
        if (!SessionMapConfig.isIn(config, SessionMapConfig.PATTERN)) {
            findings.note(
                    "",
                    "no <map> fits sessions-*, so that sessions are kept as shipped, with 1 backup; what is said of"
                            + " other maps, default among them, holds for no session",
                    "copy <map name=\"sessions-*\"> from config/hazelcast.xml");
        }
        config.getMapConfigs().keySet().stream()
                .filter(name -> name.matches("(?i).*session.*") && !name.startsWith(SessionMapConfig.PREFIX))
                .filter(name -> !config.findMapConfig(SessionMapConfig.PATTERN)
                        .getName()
                        .equals(name))
                .forEach(name -> findings.warn(
                        "map/" + name,
                        "<map name=\"" + name + "\"> is for sessions only where an application has such a mapName",
                        "write sessions-* unless that is so"));
    }

    private void sessionMaps() {
        SessionMapConfig.addTo(config, SessionMapConfig.PATTERN);
        for (String map : sessionMaps(config)) {
            findings.add(Finding.Level.ERROR, SessionMapCheck.problems(config, map));
            findings.add(Finding.Level.WARN, SessionMapCheck.warnings(config, map));
            findings.add(Finding.Level.NOTE, SessionMapCheck.notes(config, map));
            protection(config.findMapConfig(map));
        }
    }

    private void protection(MapConfig map) {
        String name = map.getSplitBrainProtectionName();
        if (name != null && !config.getSplitBrainProtectionConfigs().containsKey(name)) {
            findings.warn(
                    "map/" + map.getName() + "/split-brain-protection-ref",
                    "there is no <split-brain-protection name=\"" + name + "\">: nothing is protected",
                    "add it, or remove the reference");
        }
    }

    private void access() {
        JavaSerializationFilterConfig filter = config.getSerializationConfig().getJavaSerializationFilterConfig();
        if (filter == null) {
            findings.warn(
                    "serialization",
                    "there is no filter for Java serialization: whoever reaches the port may have any class made"
                            + " here",
                    "copy <java-serialization-filter> from config/hazelcast.xml");
        } else if (!filter.isDefaultsDisabled()) {
            findings.warn(
                    "serialization/java-serialization-filter",
                    "the filter for Java serialization lets all of java.* and com.hazelcast.* through, some of which is"
                            + " known to be abused",
                    "write defaults-disabled=\"true\" and the list of config/hazelcast.xml");
        }
        if (config.getManagementCenterConfig().isDataAccessEnabled()) {
            findings.warn(
                    "management-center",
                    "a Management Center may read the sessions",
                    "write <management-center data-access-enabled=\"false\"/>");
        }
        if (config.isLiteMember()) {
            findings.error(
                    "lite-member",
                    "a lite member keeps no session, and a grid of lite members takes none",
                    "remove <lite-member>");
        }
    }

    /** The second is going, but still there. */
    @SuppressWarnings("removal")
    private void foreignCode() {
        if (config.getJetConfig().isResourceUploadEnabled()) {
            findings.warn(
                    "jet",
                    "whoever reaches the port may upload code and have it run",
                    "write resource-upload-enabled=\"false\"");
        }
        if (config.getUserCodeDeploymentConfig().isEnabled()) {
            findings.warn(
                    "user-code-deployment",
                    "whoever reaches the port may have code of theirs run",
                    "remove <user-code-deployment>");
        }
    }
}
