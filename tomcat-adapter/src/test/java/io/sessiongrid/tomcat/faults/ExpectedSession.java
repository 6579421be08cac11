package io.sessiongrid.tomcat.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** What one session may contain, and whether it may be gone. Used by one thread. */
final class ExpectedSession {
    static final String VISIT = "visit";

    private final String visit;
    private final Map<String, ExpectedAttribute> attributes = new TreeMap<>();
    private boolean mayHaveEnded;
    private boolean mayBeCutOff;
    private @Nullable Restoration restoration;

    /** Of an id whose change was refused. */
    private record Restoration(String server, BooleanSupplier alive, long until) {}

    /** @param visit names the session in its attribute {@link #VISIT} */
    ExpectedSession(String visit) {
        this.visit = visit;
        Change.Put first = new Change.Put(VISIT, visit);
        Shown shown = new Shown(Map.of(VISIT, visit), false);
        attribute(VISIT).observe(List.of(new Attempt(List.of(first), Fate.ANSWERED, shown, 0, 0)));
    }

    private ExpectedAttribute attribute(String name) {
        return attributes.computeIfAbsent(name, ExpectedAttribute::new);
    }

    /**
     * Takes requests into account that ran at the same time, and of which those that were answered found a session.
     *
     * @return what should not be, for people
     */
    List<String> observe(List<Attempt> together) {
        for (Attempt attempt : together) {
            if (attempt.isAnswered() && !attempt.shown().value(VISIT).equals(visit)) {
                return List.of("another session in place of " + visit + ": " + attempt.shown());
            }
            attempt.changes().forEach(change -> attribute(change.name()));
            Objects.requireNonNullElse(attempt.shown().attributes(), Map.<String, String>of())
                    .keySet()
                    .forEach(this::attribute);
        }
        if (together.size() == 1 && together.get(0).isAnswered()) {
            mayBeCutOff = false;
        }
        List<String> contradictions = new ArrayList<>();
        attributes.values().forEach(each -> contradictions.addAll(each.observe(together)));
        return contradictions;
    }

    /** The request that was to end it got no success. */
    void mayHaveEnded() {
        mayHaveEnded = true;
    }

    /** Nobody answered the request that was to change the id: the new one may be valid, and nobody knows it. */
    void mayBeCutOff() {
        mayBeCutOff = true;
    }

    boolean isLeaving() {
        return mayHaveEnded;
    }

    /**
     * The change of the id was refused: the old one is valid, or will be again.
     *
     * @param server that refused
     * @param alive true as long as it can put things right
     * @param until when it has done so, by {@link System#nanoTime}
     */
    void idComesBack(String server, BooleanSupplier alive, long until) {
        restoration = new Restoration(server, alive, until);
    }

    /** A change of the id was answered: the new one works everywhere, whatever became of earlier changes. */
    void hasNewId() {
        restoration = null;
        mayBeCutOff = false;
    }

    /** The id opened the session there. The server that refused to change it may not have asked the grid. */
    void idWorks(String server) {
        if (restoration != null && !restoration.server().equals(server)) {
            restoration = null;
        }
    }

    /** What it means that a server says there is no such session. */
    Absence absence() {
        Restoration expected = restoration;
        boolean refuserLives = expected != null && expected.alive().getAsBoolean();
        if (expected != null && refuserLives && System.nanoTime() < expected.until()) {
            return Absence.TO_BE_ASKED_AGAIN;
        }
        if (mayBeCutOff || (expected != null && !refuserLives)) {
            return Absence.CUT_OFF;
        }
        return mayHaveEnded ? Absence.ENDED : Absence.LOST;
    }

    /** Why there is no session. */
    enum Absence {
        /** The session was asked to end. */
        ENDED,

        /** Its id was changed, and the only process that knew the new one died. */
        CUT_OFF,

        /** Its id will be put right. */
        TO_BE_ASKED_AGAIN,

        /** For no reason. */
        LOST
    }

    @Override
    public String toString() {
        return visit + " " + attributes;
    }
}
