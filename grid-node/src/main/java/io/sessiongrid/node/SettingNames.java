package io.sessiongrid.node;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** All names that a setting may have. */
final class SettingNames {
    private static final List<String> ALL = Stream.concat(
                    Arrays.stream(Setting.values()).flatMap(setting -> setting.spellings().stream()),
                    Setting.NEEDLESS.keySet().stream())
            .toList();

    private SettingNames() {}

    static List<String> all() {
        return ALL;
    }
}
