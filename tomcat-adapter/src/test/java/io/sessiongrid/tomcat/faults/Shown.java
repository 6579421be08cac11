package io.sessiongrid.tomcat.faults;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The session as an answer shows it.
 *
 * @param attributes by name; null if there is no session
 * @param ended true if the request ended the session
 */
record Shown(@Nullable Map<String, String> attributes, boolean ended) {
    static final Shown NOTHING = new Shown(null, false);

    /** @throws IllegalArgumentException if the answer is not complete */
    static Shown parse(String body) {
        if (!body.endsWith("end")) {
            throw new IllegalArgumentException("an answer that is not complete: " + body);
        }
        if (body.startsWith("none\n") || body.startsWith("ended\n")) {
            return new Shown(null, body.startsWith("ended\n"));
        }
        Map<String, String> attributes = new TreeMap<>();
        body.lines().filter(line -> line.contains("=")).forEach(line -> {
            int equals = line.indexOf('=');
            attributes.put(line.substring(0, equals), line.substring(equals + 1));
        });
        // Removed by another request between the look at the names and the one at the value.
        attributes.values().removeIf("null"::equals);
        return new Shown(attributes, false);
    }

    boolean hasSession() {
        return attributes != null;
    }

    String value(String name) {
        return attributes == null ? Change.ABSENT : attributes.getOrDefault(name, Change.ABSENT);
    }
}
