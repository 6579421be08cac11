package io.sessiongrid.session;

import java.util.Locale;

/** What an app server asks the grid for, and waits for. */
public enum GridCall {
    CREATE("create"),
    RESTORE("restore"),
    OPEN("open"),
    COMMIT("commit"),
    CHANGE_SECRET("change the id of"),
    END("end"),
    SWEEP("sweep"),
    CLAIM("claim"),
    REMOVE("remove"),
    FORGIVE("give its time back to"),
    IDENTIFY("recognize the grid of"),
    COUNT("count"),
    PREPARE("prepare for");

    private final String verb;

    GridCall(String verb) {
        this.verb = verb;
    }

    /** What is done to a session, for messages. */
    public String verb() {
        return verb;
    }

    /** For example {@code change_secret}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
