package io.sessiongrid.demo.process;

/** How a process is. */
public enum State {
    DOWN,
    STARTING,
    UP;

    /** As people read it. */
    public String title() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
