package io.sessiongrid.contract;

import java.io.Serializable;

/** What {@link FirstServerLoader} makes a class of its own from. */
public final class GreetingTemplate implements Serializable {
    private static final long serialVersionUID = 1;

    @Override
    public String toString() {
        return "hello";
    }
}
