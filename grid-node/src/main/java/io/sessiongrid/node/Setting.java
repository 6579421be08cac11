package io.sessiongrid.node;

import io.sessiongrid.store.FullHeap;
import io.sessiongrid.web.ChangeDetection;
import io.sessiongrid.web.UnreadableAttributes;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The settings of Sessiongrid: the one source for reading them, checking them, and describing them in
 * {@code docs/settings.md}.
 */
// All fields are immutable; Error Prone would believe it of its own annotation only, which is no dependency of ours.
@SuppressWarnings("ImmutableEnumChecker")
public enum Setting {
    MODE(
            "mode",
            SettingType.choice(GridSettings.Mode.class),
            value("embedded"),
            "`embedded`: the app server is a member of the grid and holds a share of the sessions. `client`: the sessions"
                    + " are on dedicated members. `clientOnly=\"true\"` means `client`.",
            new Alias("clientOnly", Map.of("true", "client", "false", "embedded"))),
    CONFIG_LOCATION(
            "configLocation",
            SettingType.text("a file, `classpath:name` or a URL", ".+"),
            derived("Hazelcast's own look-up, then the file in our jar"),
            "The Hazelcast configuration: of a member in `embedded` mode, of a client in `client` mode."),
    INSTANCE_NAME(
            "instanceName",
            SettingType.text("the name of a Hazelcast instance", ".+"),
            derived("start one, shared by all applications of the JVM"),
            "Use the running Hazelcast instance of that name in this JVM. Not together with `configLocation`.",
            new Alias("hazelcastInstanceName", Map.of())),
    APPLICATION(
            "application",
            SettingType.text("lower-case letters, digits and `-`, not more than 100", GridSettings.NAME_PATTERN),
            derived("from host and context path"),
            "The name of the application in the grid. Servers that give the same name share the sessions."),
    MAP_NAME(
            "mapName",
            SettingType.text("lower-case letters, digits and `-`, not more than 100", GridSettings.NAME_PATTERN),
            derived("`sessions-<application>`"),
            "The Hazelcast map that holds the sessions."),
    STICKY(
            "sticky",
            SettingType.truth(),
            value("false"),
            "Whether the load balancer sends a session back to the server that is named in its id. That server then trusts"
                    + " its live session without asking the grid. Any other server always asks."),
    TIMEOUT(
            "timeout",
            SettingType.duration("50ms", "60s"),
            value("2s"),
            "The longest that a request waits for the grid, all its calls together; see [outages](outages.md)."),
    WHEN_UNAVAILABLE(
            "whenUnavailable",
            SettingType.choice(GridSettings.WhenUnavailable.class),
            value("fail"),
            "What a request gets when the grid does not answer in time. `fail`: status 503 with `Retry-After`. `local`:"
                    + " the server goes on with the sessions of which it has a copy, begins new ones, and tells the grid"
                    + " later; see [outages](outages.md)."),
    MAX_LOCAL_SESSIONS(
            "maxLocalSessions",
            SettingType.count(1),
            value("10000"),
            "With `whenUnavailable=local`: how many sessions a server may change or begin while the grid is away. Besides,"
                    + " they take no more than a tenth of the heap."),
    TOUCH_INTERVAL(
            "touchInterval",
            SettingType.duration("1ms", "1h"),
            derived("1/20 of the max inactive interval, at most 60s"),
            "How coarse the last accessed time in the grid is. A longer interval saves writes; a session may live longer"
                    + " than its max inactive interval by that much."),
    DETECT_CHANGES(
            "detectChanges",
            SettingType.choice(ChangeDetection.class),
            value("auto"),
            "How changes to attributes are found. `auto`: those that were set, and mutable ones that a request read and altered."
                    + " `set`: only those that were set. `always`: also those that no running request has read, for"
                    + " background threads that alter them."),
    CODEC(
            "codec",
            SettingType.text("the name of a codec", "[A-Za-z0-9._-]+"),
            value("java"),
            "How attribute values become bytes. `java`: compact forms of common JDK values, Java serialization for the"
                    + " rest."),
    ALLOWED_CLASSES(
            "allowedClasses",
            SettingType.classes(),
            derived("all, within limits of size and depth"),
            "The classes that may be made from attribute bytes."),
    UNREADABLE_ATTRIBUTE(
            "unreadableAttribute",
            SettingType.choice(UnreadableAttributes.class),
            value("absent"),
            "What an attribute is whose class is gone or has changed. `absent`: as if it were not set; its bytes are kept."
                    + " `fail`: reading it throws."),
    REQUEST_URI_IGNORE_PATTERN(
            "requestUriIgnorePattern",
            SettingType.regex(),
            derived("none"),
            "Requests whose URI matches as a whole never touch a session."),
    MAX_LIVE_SESSIONS(
            "maxLiveSessions",
            SettingType.count(1),
            derived("by the size of the heap"),
            "How many live sessions a server keeps between requests."),
    LIVE_SESSION_IDLE(
            "liveSessionIdle",
            SettingType.duration("1s", "24h"),
            value("10min"),
            "How long a server keeps a live session that no request uses. The session itself stays in the grid."),
    SWEEP_INTERVAL(
            "sweepInterval",
            SettingType.duration("1s", "1h"),
            value("30s"),
            "How long one search of the grid for expired sessions takes; all servers of an application share it. Listeners"
                    + " hear of an expiry that much later at most, unless a server dies or the grid is away meanwhile."),
    MAX_LIFETIME(
            "maxLifetime",
            SettingType.duration("1s", "8760h"),
            derived("none"),
            "How long a session lives at most, from its creation on and however often it is used. For new sessions, and"
                    + " others when their max inactive interval is set."),
    HEAP_LIMIT(
            "heapLimit",
            SettingType.percent(),
            value(String.valueOf(FullHeap.DEFAULT_LIMIT)),
            "For members, dedicated or `embedded`: when this share of the heap is taken by what stays there after a garbage"
                    + " collection, the member refuses new sessions (status 503); existing ones are served, and none is"
                    + " evicted. 100 refuses nothing."),
    MINIMUM_MEMBERS(
            "minimumMembers",
            SettingType.count(2),
            derived("none"),
            "For members, dedicated or `embedded`, the same for all: as long as they see fewer members than this, requests"
                    + " that use a session get status 503. More than half of the members there are: of the halves of a"
                    + " split grid one at most goes on then (split-brain protection, see `split-brain.md`)."),
    PRINCIPAL_ATTRIBUTE(
            "principalAttribute",
            SettingType.text("the name of a session attribute", ".+"),
            derived("none"),
            "The session attribute that names the user, where the container does not know the user.");

    /** Names that were of use in other products, and why nobody needs them here. */
    static final Map<String, String> NEEDLESS = Map.of(
            "deferredWrite",
            "changes are always written before the response leaves",
            "sessionIdLength",
            "ids are made of a stable key and a secret, 240 random bits in 40 characters",
            "processExpiresFrequency",
            "expired sessions are looked for all the time, as sweepInterval says");

    private final String key;
    private final SettingType type;
    private final Default fallback;
    private final String meaning;
    private final List<Alias> aliases;

    Setting(String key, SettingType type, Default fallback, String meaning, Alias... aliases) {
        this.key = key;
        this.type = type;
        this.fallback = fallback;
        this.meaning = meaning;
        this.aliases = List.of(aliases);
    }

    /** The name as a container or code gives it, for example {@code touchInterval}. */
    public String key() {
        return key;
    }

    /** Why and when to set it, in Markdown. */
    public String meaning() {
        return meaning;
    }

    /** Completes the sentence "expected …", in Markdown. */
    public String expected() {
        return type.expected();
    }

    /** What holds when nobody has set it, in Markdown. */
    public String defaultMeaning() {
        return fallback.meaning();
    }

    /**
     * The text that is read when nobody has set it; null if the value is then found in another way, or there is none.
     */
    @Nullable
    String defaultText() {
        return fallback.text();
    }

    /** For example {@code sessiongrid.touchInterval}. */
    public String systemProperty() {
        return "sessiongrid." + key;
    }

    /** For example {@code jetty.session.grid.touchInterval}. */
    public String jettyProperty() {
        return "jetty.session.grid." + key;
    }

    /** For example {@code SESSIONGRID_TOUCH_INTERVAL}. */
    public String environmentVariable() {
        return "SESSIONGRID_" + name();
    }

    /** The key and the names that other products have for it. */
    public List<String> spellings() {
        return Stream.concat(Stream.of(key), aliases.stream().map(Alias::name)).toList();
    }

    static @Nullable Setting spelled(String spelling) {
        return Arrays.stream(values())
                .filter(setting -> setting.spellings().contains(spelling))
                .findFirst()
                .orElse(null);
    }

    /** What {@code text}, given under {@code spelling}, would be if it were given under the key. */
    String translated(String spelling, String text) {
        return aliases.stream()
                .filter(alias -> alias.name().equals(spelling))
                .map(alias -> alias.texts().getOrDefault(text.toLowerCase(Locale.ROOT), text))
                .findFirst()
                .orElse(text);
    }

    Object read(String text) {
        return type.reader().apply(text);
    }

    private static Default value(String text) {
        return new Default(text, "`" + text + "`");
    }

    private static Default derived(String meaning) {
        return new Default(null, meaning);
    }

    private record Default(@Nullable String text, String meaning) {}

    /** Another name for a setting, with what its texts are called under the key; texts not listed are the same. */
    private record Alias(String name, Map<String, String> texts) {}
}
