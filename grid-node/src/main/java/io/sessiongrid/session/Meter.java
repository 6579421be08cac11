package io.sessiongrid.session;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What can be measured: the one source for JMX, for Micrometer, and for {@code docs/metrics.md}.
 *
 * <p>Those of an application are kept in its {@link SessionMeters}.
 */
public enum Meter {
    OPENS(
            Kind.COUNTER,
            "opens",
            "outcome",
            "requests that looked for their session: `trusted` took this server's copy without asking, `unchanged` found"
                    + " the copy up to date, `changed` got what was newer, `gone` found no such session (or a wrong secret)"),
    LIFECYCLE(
            Kind.COUNTER,
            "lifecycle",
            "event",
            "sessions that were `created`, `ended` by invalidation, or `expired` (and told to listeners) on this server"),
    COMMITS(
            Kind.COUNTER,
            "commits",
            "outcome",
            "changes sent to the grid: `applied`, or `gone` because the session had ended meanwhile"),
    MERGES(
            Kind.COUNTER,
            "merges",
            null,
            "answers to an open or a commit that brought other servers' changes into a copy on this server"),
    CONFLICTS(
            Kind.COUNTER,
            "conflicts",
            null,
            "attributes that were changed here and, not known to the request, elsewhere; one of both changes won"),
    TOUCHES(
            Kind.COUNTER,
            "touches",
            "outcome",
            "moves of the last accessed time: `sent`, and of these `lost`, which are sent again"),
    CLAIMS(Kind.COUNTER, "claims", null, "expired sessions that this server took on itself to tell listeners of"),
    REFUSED_IDS(
            Kind.COUNTER,
            "refused.ids",
            null,
            "requested session ids whose shape says that no server of ours made them; the grid was not asked"),
    RETRIES(Kind.COUNTER, "retries", null, "repetitions of calls that had failed while there was time"),
    FAILURES(
            Kind.COUNTER,
            "failures",
            "reason",
            "calls given up, for which a request gets status 503: `timeout` no answer in time, `unavailable` no grid or an"
                    + " unfit one, `full` a new session refused because the heap of its owner is full, `refused` a call that was not sent, or not waited"
                    + " for, because the member that has the session is silent or has too many calls on its hands"),
    UNREADABLE_ATTRIBUTES(
            Kind.COUNTER,
            "unreadable.attributes",
            null,
            "attributes whose class is gone or has changed, found when somebody read them"),
    LOCAL(
            Kind.COUNTER,
            "local",
            "outcome",
            "with `whenUnavailable=local`: requests whose changes this server `kept` because the grid was away; sessions"
                    + " of which it told the grid later (`committed`), and those that had ended meanwhile or that a stop of"
                    + " this server took with it (`lost`); sessions that a grid had lost with all its members, and that this"
                    + " server `restored`"),
    LOCAL_SERVICE(
            Kind.GAUGE,
            "local.service",
            null,
            "1 while this server serves sessions by itself, be it that they are only read, because the grid is away; until"
                    + " the grid answers again and was told all; 0 otherwise"),
    LOCAL_SESSIONS(
            Kind.GAUGE,
            "local.sessions",
            null,
            "sessions that this server has begun, changed or ended by itself, and has not told the grid of"),
    LIVE_SESSIONS(Kind.GAUGE, "live.sessions", null, "copies of sessions on this server, in use and kept"),
    LIVE_BYTES(Kind.GAUGE, "live.bytes", null, "encoded attributes in these copies"),
    REQUESTS(Kind.GAUGE, "requests", null, "requests that are using a session now"),
    CALLS(
            Kind.TIMER,
            "calls",
            "call",
            "calls to the grid and how long they took, repetitions included, whether they succeeded or not"),
    GRID_PROBLEMS(
            Kind.GAUGE,
            "grid.problems",
            null,
            "members whose version or session map does not fit; the log and JMX (`GridProblems`) say which and why"),
    SILENT_MEMBERS(
            Kind.GAUGE,
            "silent.members",
            null,
            "members that left calls without an answer, so that requests for their sessions are refused at once"),
    OPERATIONS(
            Kind.COUNTER,
            "operations",
            "outcome",
            "what members did to the sessions they own, by `application`, `operation` and `outcome`; `refused` is a wrong"
                    + " secret, `conflict` a commit that met another's change to the same attribute, `full` a new session"
                    + " refused for want of heap");

    /** How a meter behaves. */
    public enum Kind {
        /** Only grows. */
        COUNTER,

        /** Goes up and down. */
        GAUGE,

        /** Counts durations. */
        TIMER
    }

    private static final String PREFIX = "sessiongrid.";

    private final Kind kind;
    private final String name;
    private final @Nullable String label;
    private final String meaning;

    Meter(Kind kind, String name, @Nullable String label, String meaning) {
        this.kind = kind;
        this.name = name;
        this.label = label;
        this.meaning = meaning;
    }

    public Kind kind() {
        return kind;
    }

    /** As in Micrometer, for example {@code sessiongrid.refused.ids}. */
    public String id() {
        return PREFIX + name;
    }

    /** By which it is divided, besides the application; null if it is not. */
    public @Nullable String label() {
        return label;
    }

    /** In Markdown, without a full stop. */
    public String meaning() {
        return meaning;
    }

    /** What of this meter an application counts; empty for one that does not count. */
    public List<SessionEvent> counts() {
        return Arrays.stream(SessionEvent.values())
                .filter(count -> count.meter() == this)
                .toList();
    }
}
