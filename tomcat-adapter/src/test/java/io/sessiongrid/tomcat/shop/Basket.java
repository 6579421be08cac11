package io.sessiongrid.tomcat.shop;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/** A mutable class that only the application has. */
public final class Basket implements Serializable {
    private static final long serialVersionUID = 1;

    private final ArrayList<String> things = new ArrayList<>();

    public void add(String thing) {
        synchronized (things) {
            things.add(thing);
        }
    }

    @Override
    public String toString() {
        synchronized (things) {
            return List.copyOf(things).toString();
        }
    }
}
