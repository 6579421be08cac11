package io.sessiongrid.bench.contender;

/** What contenders are compared within: each has a limit, the container itself with sessions in memory. */
public enum Container {
    TOMCAT("Tomcat 11"),
    JETTY("Jetty 12.1"),
    JETTY_120("Jetty 12.0");

    private final String title;

    Container(String title) {
        this.title = title;
    }

    public String title() {
        return title;
    }
}
