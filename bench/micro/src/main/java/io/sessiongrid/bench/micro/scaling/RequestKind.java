package io.sessiongrid.bench.micro.scaling;

/** What is asked for over and over. */
enum RequestKind {
    /** The store is asked whether a session is as it was left, any of all sessions. */
    OPEN("open"),

    /** The same, and one attribute is committed. */
    COMMIT("open + commit"),

    /** A request reads an attribute, of sessions that this server has copies of. */
    READ("request, reads"),

    /** A request sets an attribute, of such sessions. */
    WRITE("request, writes");

    private final String title;

    RequestKind(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }
}
