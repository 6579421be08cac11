package io.sessiongrid.server;

import io.sessiongrid.node.ConfigVariable;
import io.sessiongrid.node.GridSettings;
import io.sessiongrid.node.GridSettingsException;
import io.sessiongrid.node.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What was set for a member in other places than its Hazelcast file. */
final class BesideTheFile {
    private static final Set<Setting> FOR_MEMBERS =
            Set.of(Setting.CONFIG_LOCATION, Setting.HEAP_LIMIT, Setting.MINIMUM_MEMBERS);

    private BesideTheFile() {}

    /** @throws GridSettingsException if a setting cannot be used */
    static GridSettings settings() {
        return GridSettings.resolve(Map.of(), System.getProperties(), System.getenv());
    }

    /** Where the Hazelcast file is, whatever is wrong with other settings; null if that is not set. */
    static @Nullable String configLocation() {
        Setting location = Setting.CONFIG_LOCATION;
        return Stream.of(System.getProperty(location.systemProperty()), System.getenv(location.environmentVariable()))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /** Settings that are for app servers only, one sentence each. */
    static List<String> needless(GridSettings settings) {
        return settings.origins().entrySet().stream()
                .filter(each -> !FOR_MEMBERS.contains(each.getKey()))
                .map(each -> each.getKey().key() + " (" + each.getValue() + ") has no effect on a dedicated member")
                .toList();
    }

    static List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        try {
            needless(settings())
                    .forEach(what -> findings.add(Finding.warn("settings", what, "set it for app servers")));
        } catch (GridSettingsException e) {
            findings.addAll(Finding.of(e));
        }
        Stream.of(ConfigVariable.values()).forEach(variable -> {
            String set = System.getenv(variable.environment());
            String counts = variable.text();
            if (set != null && counts != null) {
                findings.add(note(variable.environment() + " is " + set
                        + (set.equals(counts)
                                ? ", which goes before the file"
                                : ", but " + counts + " counts, which --" + variable.option() + " or "
                                        + variable.property() + " says")));
            }
        });
        hazelcasts()
                .forEach((name, value) -> findings.add(
                        note(name + " is " + value + ", with which Hazelcast changes what is in the file")));
        return findings;
    }

    private static Finding note(String what) {
        return new Finding(Finding.Level.NOTE, "settings", what, "none, if that is meant");
    }

    private static Map<String, String> hazelcasts() {
        Map<String, String> found = new TreeMap<>();
        System.getenv().forEach((name, value) -> {
            if (name.startsWith("HZ_")) {
                found.put(name, value);
            }
        });
        Properties system = System.getProperties();
        system.stringPropertyNames().stream()
                .filter(name -> name.startsWith("hz."))
                .forEach(name -> found.put(name, system.getProperty(name)));
        return found;
    }
}
