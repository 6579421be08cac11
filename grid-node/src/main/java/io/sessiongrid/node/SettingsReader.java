package io.sessiongrid.node;

import io.sessiongrid.node.GridSettings.WhenUnavailable;
import io.sessiongrid.node.SettingSource.Entry;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Reads settings from one source after the other, the strongest first, and collects whatever is wrong with them. */
final class SettingsReader {
    private final Map<Setting, SettingValue> values = new EnumMap<>(Setting.class);
    private final List<String> problems = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    SettingsReader read(SettingSource source) {
        Map<Setting, Entry> found = new EnumMap<>(Setting.class);
        for (Entry entry : source.entries()) {
            Setting setting = Setting.spelled(entry.spelling());
            if (setting != null) {
                Entry other = found.putIfAbsent(setting, entry);
                requireAgreement(setting, entry, other == null ? entry : other);
            } else if (Setting.NEEDLESS.containsKey(entry.spelling())) {
                notes.add(place(entry) + " has no effect: " + Setting.NEEDLESS.get(entry.spelling()));
            } else {
                problems.add(unknown(entry));
            }
        }
        found.forEach((setting, entry) -> values.computeIfAbsent(setting, any -> value(setting, entry)));
        return this;
    }

    /** Takes over what was read before, where no source has said anything newer. */
    SettingsReader keep(Map<Setting, SettingValue> before) {
        before.forEach(values::putIfAbsent);
        return this;
    }

    /** @throws GridSettingsException if anything was wrong in any source */
    GridSettings settings() {
        requireOneInstance();
        noteNeedlessJournal();
        if (!problems.isEmpty()) {
            throw new GridSettingsException(problems);
        }
        for (Setting setting : Setting.values()) {
            String text = setting.defaultText();
            if (text != null) {
                values.putIfAbsent(setting, new SettingValue(text, setting.read(text), SettingValue.DEFAULT));
            }
        }
        return new GridSettings(values, notes);
    }

    private SettingValue value(Setting setting, Entry entry) {
        String text = setting.translated(entry.spelling(), entry.text());
        try {
            return new SettingValue(text, setting.read(text), entry.origin());
        } catch (IllegalArgumentException e) {
            String reason = e.getMessage() == null ? "" : ": " + e.getMessage();
            problems.add(place(entry) + " is \"" + entry.text() + "\"; expected " + setting.expected() + reason);
            return new SettingValue(text, text, entry.origin());
        }
    }

    private void requireAgreement(Setting setting, Entry one, Entry other) {
        String text = setting.translated(one.spelling(), one.text());
        if (!text.equalsIgnoreCase(setting.translated(other.spelling(), other.text()))) {
            problems.add(place(other) + " is \"" + other.text() + "\" and " + place(one) + " is \"" + one.text()
                    + "\"; they mean the same setting, so remove one");
        }
    }

    private void requireOneInstance() {
        SettingValue instance = values.get(Setting.INSTANCE_NAME);
        SettingValue location = values.get(Setting.CONFIG_LOCATION);
        if (instance != null && location != null) {
            problems.add(
                    "instanceName is \"" + instance.text() + "\" (" + instance.origin() + ") and configLocation is \""
                            + location.text() + "\" (" + location.origin()
                            + "); a running instance has its configuration already, so remove one");
        }
    }

    private void noteNeedlessJournal() {
        SettingValue most = values.get(Setting.MAX_LOCAL_SESSIONS);
        SettingValue service = values.get(Setting.WHEN_UNAVAILABLE);
        if (most != null && !most.isDefault() && (service == null || service.value() == WhenUnavailable.FAIL)) {
            notes.add("maxLocalSessions (" + most.origin() + ") has no effect: whenUnavailable is not local");
        }
    }

    private static String unknown(Entry entry) {
        List<String> names = Stream.concat(SettingNames.all().stream(), ConfigVariable.names())
                .toList();
        String nearest = Spelling.nearest(entry.spelling(), names);
        String remedy = nearest != null
                ? "write " + nearest + " or remove it"
                : "remove it; there are " + String.join(", ", names);
        return place(entry) + " is not a setting; " + remedy;
    }

    private static String place(Entry entry) {
        return entry.spelling() + " (" + entry.origin() + ")";
    }
}
