package io.sessiongrid.demo.process;

/** What a process is for. */
public enum Kind {
    APP_SERVER("app server"),
    MEMBER("member");

    private final String title;

    Kind(String title) {
        this.title = title;
    }

    public String title() {
        return title;
    }
}
