package io.sessiongrid.server;

import com.hazelcast.config.Config;
import io.sessiongrid.node.ConfigVariable;
import io.sessiongrid.node.FoundConfig;
import io.sessiongrid.store.ConfigLines;
import java.util.ArrayList;
import java.util.List;

/** What was found in one configuration; each place is as in {@link ConfigLines}, empty if it has none. */
final class Findings {
    private final String origin;
    private final ConfigLines lines;
    private final List<Finding> found = new ArrayList<>();

    Findings(FoundConfig<Config> config) {
        this.origin = config.origin();
        this.lines = ConfigLines.of(config.config());
    }

    ConfigLines lines() {
        return lines;
    }

    void error(String place, String what, String remedy) {
        add(Finding.Level.ERROR, place, what, remedy);
    }

    void warn(String place, String what, String remedy) {
        add(Finding.Level.WARN, place, what, remedy);
    }

    void note(String place, String what, String remedy) {
        add(Finding.Level.NOTE, place, what, remedy);
    }

    /** From sentences of {@link io.sessiongrid.store.SessionMapCheck}. */
    void add(Finding.Level level, List<String> sentences) {
        sentences.forEach(sentence -> found.add(Finding.of(level, origin, sentence)));
    }

    private void add(Finding.Level level, String place, String what, String remedy) {
        found.add(new Finding(level, where(place), what, remedy));
    }

    /** The file and its line, unless what is set beside the file has replaced what is said there. */
    private String where(String place) {
        ConfigVariable variable = place.equals("cluster-name")
                ? ConfigVariable.CLUSTER_NAME
                : place.startsWith(NetworkFindings.MEMBERS) ? ConfigVariable.MEMBERS : null;
        if (variable != null && variable.text() != null) {
            return variable.spelling();
        }
        int line = lines.line(place);
        return line == 0 ? origin : origin + " line " + line;
    }

    List<Finding> all() {
        return List.copyOf(found);
    }
}
