package io.sessiongrid.store;

import java.util.List;

/** Members keep sessions in a way that would lose them, or cannot keep them at all; trying again does not help. */
public final class UnfitGridException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final List<String> problems;

    /** @param problems each names what to change */
    UnfitGridException(List<String> problems) {
        super(String.join("; ", problems));
        this.problems = List.copyOf(problems);
    }

    /** One a line for an operator. */
    public List<String> problems() {
        return List.copyOf(problems);
    }
}
