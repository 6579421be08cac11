package io.sessiongrid.node;

import io.sessiongrid.web.ChangeDetection;
import io.sessiongrid.web.UnreadableAttributes;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * All settings of one application or server, checked. What each means is said at {@link Setting} and in
 * {@code docs/settings.md}.
 *
 * <p>Immutable. Every way to make one throws {@link GridSettingsException} if a name or a value is wrong.
 */
public final class GridSettings {
    /** Without {@code _} and {@code .}, so that Hazelcast's own environment overrides reach a map of this name. */
    static final String NAME_PATTERN = "[a-z0-9][a-z0-9-]{0,99}";

    private final Map<Setting, SettingValue> values;
    private final List<String> notes;

    GridSettings(Map<Setting, SettingValue> values, List<String> notes) {
        this.values = new EnumMap<>(values);
        this.notes = List.copyOf(notes);
    }

    /** Whether the app server is a member of the grid or a client of it. */
    public enum Mode {
        EMBEDDED,
        CLIENT
    }

    /** What a request gets when the grid does not answer. */
    public enum WhenUnavailable {
        /** Status 503. */
        FAIL,

        /** What this server can do by itself. */
        LOCAL
    }

    public static GridSettings defaults() {
        return of(Map.of());
    }

    /** From names and texts as in {@code docs/settings.md}; what is missing or blank has its default. */
    public static GridSettings of(Map<String, String> given) {
        return new SettingsReader().read(SettingSource.given(given)).settings();
    }

    /**
     * From all places, the strongest first: system properties {@code sessiongrid.<name>} and
     * {@code jetty.session.grid.<name>}, environment {@code SESSIONGRID_<NAME>}, then {@code given}.
     *
     * @param given what the container's configuration or code says
     * @param system {@link System#getProperties()}
     * @param env {@link System#getenv()}
     */
    public static GridSettings resolve(Map<String, String> given, Properties system, Map<String, String> env) {
        return new SettingsReader()
                .read(SettingSource.system(system))
                .read(SettingSource.environment(env))
                .read(SettingSource.given(given))
                .settings();
    }

    /** These settings, except that {@code name} is now {@code text}. */
    public GridSettings with(String name, String text) {
        return new SettingsReader()
                .read(SettingSource.given(Map.of(name, text)))
                .keep(values)
                .settings();
    }

    /**
     * How an application is called in the grid unless it was given a name: lower case, the same on every server, and
     * different for different places. Where the context path alone does not say it clearly, a short hash is appended.
     *
     * @param host the virtual host; null for a server's only or default one
     * @param contextPath as the Servlet specification writes it: empty for the root, else with a leading slash
     */
    public static String applicationName(@Nullable String host, String contextPath) {
        return ApplicationName.of(host, contextPath);
    }

    public Mode mode() {
        return required(Setting.MODE, Mode.class);
    }

    /** File, {@code classpath:} name or URL; null for the usual look-up. */
    public @Nullable String configLocation() {
        return optional(Setting.CONFIG_LOCATION, String.class);
    }

    /** Null to start an instance. */
    public @Nullable String instanceName() {
        return optional(Setting.INSTANCE_NAME, String.class);
    }

    /** The name that was given to the application, else {@code derived} (see {@link #applicationName}). */
    public String applicationOr(String derived) {
        String application = optional(Setting.APPLICATION, String.class);
        return application == null ? derived : application;
    }

    /** The map of the application, as given or {@code sessions-<application>}. */
    public String mapNameFor(String application) {
        String mapName = optional(Setting.MAP_NAME, String.class);
        return mapName == null ? "sessions-" + application : mapName;
    }

    public boolean sticky() {
        return required(Setting.STICKY, Boolean.class);
    }

    public Duration timeout() {
        return required(Setting.TIMEOUT, Duration.class);
    }

    public WhenUnavailable whenUnavailable() {
        return required(Setting.WHEN_UNAVAILABLE, WhenUnavailable.class);
    }

    /** How many sessions a server goes on to serve while the grid is away; null if it serves none. */
    public @Nullable Integer mostLocalSessions() {
        return whenUnavailable() == WhenUnavailable.LOCAL ? required(Setting.MAX_LOCAL_SESSIONS, Integer.class) : null;
    }

    /** Null for a twentieth of the session's max inactive interval, at most a minute. */
    public @Nullable Duration touchInterval() {
        return optional(Setting.TOUCH_INTERVAL, Duration.class);
    }

    public ChangeDetection detectChanges() {
        return required(Setting.DETECT_CHANGES, ChangeDetection.class);
    }

    public String codec() {
        return required(Setting.CODEC, String.class);
    }

    /** Names and packages as in the patterns of {@link java.io.ObjectInputFilter}; empty if all classes are allowed. */
    public List<String> allowedClasses() {
        List<?> classes = optional(Setting.ALLOWED_CLASSES, List.class);
        return classes == null
                ? List.of()
                : classes.stream().map(String.class::cast).toList();
    }

    public UnreadableAttributes unreadableAttribute() {
        return required(Setting.UNREADABLE_ATTRIBUTE, UnreadableAttributes.class);
    }

    /** To be matched against the whole request URI; null if every request may use a session. */
    public @Nullable Pattern requestUriIgnorePattern() {
        return optional(Setting.REQUEST_URI_IGNORE_PATTERN, Pattern.class);
    }

    /** Null to let the size of the heap decide. */
    public @Nullable Integer maxLiveSessions() {
        return optional(Setting.MAX_LIVE_SESSIONS, Integer.class);
    }

    public Duration liveSessionIdle() {
        return required(Setting.LIVE_SESSION_IDLE, Duration.class);
    }

    /** Zero if a session that is used lives for ever. */
    public Duration maxLifetime() {
        Duration maxLifetime = optional(Setting.MAX_LIFETIME, Duration.class);
        return maxLifetime == null ? Duration.ZERO : maxLifetime;
    }

    public Duration sweepInterval() {
        return required(Setting.SWEEP_INTERVAL, Duration.class);
    }

    /** Null if members serve sessions however few they are. */
    public @Nullable Integer minimumMembers() {
        return optional(Setting.MINIMUM_MEMBERS, Integer.class);
    }

    /** Percent of the heap. */
    public int heapLimit() {
        return required(Setting.HEAP_LIMIT, Integer.class);
    }

    /** Null if no attribute names the user. */
    public @Nullable String principalAttribute() {
        return optional(Setting.PRINCIPAL_ATTRIBUTE, String.class);
    }

    /** One line for the log: every value, and who set those that are not the default. */
    public String describe() {
        return values.entrySet().stream()
                .map(each -> each.getKey().key() + "=" + each.getValue().text() + origin(each.getValue()))
                .collect(Collectors.joining(", "));
    }

    /** What somebody has set, and where. */
    public Map<Setting, String> origins() {
        Map<Setting, String> origins = new EnumMap<>(Setting.class);
        values.forEach((setting, value) -> {
            if (!value.isDefault()) {
                origins.put(setting, value.origin());
            }
        });
        return origins;
    }

    /** What was set and has no effect, one sentence each, to be logged as a warning. */
    public List<String> notes() {
        return List.copyOf(notes);
    }

    @Override
    public String toString() {
        return describe();
    }

    private static String origin(SettingValue value) {
        return value.isDefault() ? "" : " [" + value.origin() + "]";
    }

    private <T> T required(Setting setting, Class<T> type) {
        T value = optional(setting, type);
        if (value == null) {
            throw new IllegalStateException(setting.key() + " has no default");
        }
        return value;
    }

    private <T> @Nullable T optional(Setting setting, Class<T> type) {
        SettingValue value = values.get(setting);
        return value == null ? null : type.cast(value.value());
    }
}
