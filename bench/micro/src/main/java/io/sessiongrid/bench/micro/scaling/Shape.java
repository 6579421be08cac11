package io.sessiongrid.bench.micro.scaling;

import java.util.Locale;

/**
 * How much there is.
 *
 * @param attributes of each session
 */
record Shape(int members, int sessions, int attributes) {
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%d members, %,d sessions of %d attributes", members, sessions, attributes);
    }
}
