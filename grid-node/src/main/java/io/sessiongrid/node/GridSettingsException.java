package io.sessiongrid.node;

import java.util.List;

/** Settings that cannot be used. Carries every problem found, so that one start shows all there is to correct. */
public final class GridSettingsException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    /** One problem a line, each naming the setting, where it was set, and what was expected. */
    public GridSettingsException(List<String> problems) {
        super(String.join(System.lineSeparator(), problems));
    }

    /** As it was made of. */
    public List<String> problems() {
        return String.valueOf(getMessage()).lines().toList();
    }
}
