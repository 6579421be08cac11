package io.sessiongrid.contract;

/** Setting {@code mode}. */
public enum GridMode {
    /** The application servers are the members. */
    EMBEDDED,
    /** The application servers are clients of two members. */
    CLIENT
}
