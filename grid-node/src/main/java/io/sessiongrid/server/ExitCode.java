package io.sessiongrid.server;

/** What the commands end with; part of what scripts rely upon. */
final class ExitCode {
    /** Done; stopped in order; status: a member may be restarted now; doctor: nothing found. */
    static final int OK = 0;

    /** It could not be done, or the member left otherwise than in order. */
    static final int FAILED = 1;

    static final int USAGE = 2;

    /** status: no member may be restarted now; doctor: there is something to repair. */
    static final int UNSAFE = 3;

    static final int NO_GRID = 4;

    /** A second signal ended the member before its sessions had moved. */
    static final int HURRIED = 5;

    /** The configuration or a setting cannot be used; to try again is no use. */
    static final int CONFIGURATION = 6;

    private ExitCode() {}
}
