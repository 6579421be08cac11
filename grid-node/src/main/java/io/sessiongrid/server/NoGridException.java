package io.sessiongrid.server;

/** No member could be reached in time. */
final class NoGridException extends RuntimeException {
    private static final long serialVersionUID = 1;

    NoGridException(String message) {
        super(message);
    }
}
