package io.sessiongrid.node;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One place in which settings are found: all that it says of Sessiongrid, known or not.
 *
 * <p>Blank texts count as not set, because that is what an unused line of an ini or compose file amounts to.
 */
record SettingSource(List<Entry> entries) {
    private static final String ENVIRONMENT = "SESSIONGRID_";
    private static final List<String> SYSTEM = List.of("sessiongrid.", "jetty.session.grid.");

    /**
     * What Kubernetes tells every container of a namespace in which a service is named sessiongrid, or sessiongrid-x.
     */
    private static final Pattern SERVICE_LINK = Pattern.compile(
            "SESSIONGRID_(.+_)?(SERVICE_HOST|SERVICE_PORT(_.+)?|PORT(_\\d+_[A-Z]+(_(PROTO|PORT|ADDR))?)?)");

    /**
     * @param spelling the name without what precedes it in this source
     * @param text trimmed, never empty
     * @param origin where to correct it, for people
     */
    record Entry(String spelling, String text, String origin) {}

    static SettingSource given(Map<String, String> given) {
        return of(given.entrySet().stream().map(each -> new Entry(each.getKey(), each.getValue(), "given")));
    }

    static SettingSource system(Properties system) {
        List<Entry> entries = new ArrayList<>();
        for (String name : system.stringPropertyNames()) {
            SYSTEM.stream()
                    .filter(prefix -> name.startsWith(prefix) && !ConfigVariable.isProperty(name))
                    .map(prefix -> new Entry(
                            name.substring(prefix.length()), system.getProperty(name), "system property " + name))
                    .forEach(entries::add);
        }
        return of(entries.stream());
    }

    static SettingSource environment(Map<String, String> env) {
        return of(env.entrySet().stream()
                .filter(each -> isOurs(each.getKey()))
                .map(each -> new Entry(spelling(each.getKey()), each.getValue(), "environment " + each.getKey())));
    }

    private static SettingSource of(Stream<Entry> entries) {
        return new SettingSource(
                entries.map(each -> new Entry(each.spelling(), each.text().trim(), each.origin()))
                        .filter(each -> !each.text().isEmpty())
                        .sorted((one, other) -> one.origin().compareTo(other.origin()))
                        .toList());
    }

    private static boolean isOurs(String variable) {
        return variable.startsWith(ENVIRONMENT)
                && !SERVICE_LINK.matcher(variable).matches()
                && !ConfigVariable.isEnvironment(variable);
    }

    /** Underscores and case say nothing, so that CONFIGLOCATION and CONFIG_LOCATION are both the obvious spelling. */
    private static String spelling(String variable) {
        String bare = bare(variable.substring(ENVIRONMENT.length()));
        return SettingNames.all().stream()
                .filter(name -> bare(name).equals(bare))
                .findFirst()
                .orElse(variable.substring(ENVIRONMENT.length()));
    }

    private static String bare(String name) {
        return name.replace("_", "").toLowerCase(Locale.ROOT);
    }
}
