package io.sessiongrid.attribute;

/**
 * A value is too large to be written. Unchecked, because an {@code ObjectOutputStream} would go on to write an
 * {@code IOException} into the stream.
 */
final class LimitExceededException extends RuntimeException {
    /** The message says what the value is: "larger than …". */
    LimitExceededException(String message) {
        super(message);
    }
}
