package io.sessiongrid.store;

/** A call was not sent, or is not waited for, because too many others wait already. */
final class RefusedCallException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final boolean sent;

    /** @param sent true for a call that is under way */
    RefusedCallException(String message, boolean sent) {
        super(message);
        this.sent = sent;
    }

    boolean wasSent() {
        return sent;
    }
}
