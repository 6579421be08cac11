package io.sessiongrid.demo.process;

import java.util.List;

/** Of which make the two app servers of the demo are. */
public enum Servers {
    JETTY("two Jetty servers", "JettyShop", "JettyShop"),
    TOMCAT("two Tomcat servers", "TomcatShop", "TomcatShop"),
    MIXED("a Jetty and a Tomcat server", "JettyShop", "TomcatShop");

    private final String title;
    private final String first;
    private final String second;

    Servers(String title, String first, String second) {
        this.title = title;
        this.first = first;
        this.second = second;
    }

    public String title() {
        return title;
    }

    /** The classes that are run, in order, in the package of the shop. */
    List<String> programs() {
        return List.of(first, second);
    }
}
