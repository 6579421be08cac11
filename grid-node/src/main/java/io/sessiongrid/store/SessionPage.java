package io.sessiongrid.store;

import java.util.List;

/** The first sessions of those that a member owns, on their way. */
final class SessionPage extends WireObject {
    private List<SessionSummary> sessions = List.of();

    /** For Hazelcast. */
    SessionPage() {}

    SessionPage(List<SessionSummary> sessions) {
        this.sessions = List.copyOf(sessions);
    }

    List<SessionSummary> sessions() {
        return sessions;
    }

    @Override
    void write(WireWriter out) {
        out.list(
                sessions,
                session -> out.text(session.key())
                        .time(session.created())
                        .duration(session.idle())
                        .number(session.bytes())
                        .text(session.user()));
    }

    @Override
    void read(WireReader in) {
        sessions = in.list(() -> new SessionSummary(in.text(), in.time(), in.duration(), in.number(), in.text()));
    }

    @Override
    public int getClassId() {
        return SessionSerializerHook.SESSION_PAGE;
    }
}
