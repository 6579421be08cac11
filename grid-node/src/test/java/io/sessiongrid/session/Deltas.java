package io.sessiongrid.session;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Short ways to say what is put and what is removed. */
public final class Deltas {
    /** Half an hour, touched every minute. */
    public static final Lifetime HALF_AN_HOUR = new Lifetime(Duration.ofMinutes(30), Duration.ofMinutes(1));

    public static final SessionDelta NOTHING = new SessionDelta(Map.of(), null, null);

    private Deltas() {}

    /** Changes nothing but the lifetime; what a new session starts with. */
    public static SessionDelta lasting(Lifetime lifetime) {
        return new SessionDelta(Map.of(), lifetime, null);
    }

    public static SessionDelta put(String name, String value) {
        return and(NOTHING, name, new AttributeChange.Put(bytes(value)));
    }

    public static SessionDelta remove(String name) {
        return and(NOTHING, name, new AttributeChange.Remove());
    }

    /** As {@code before}, with one more change. */
    public static SessionDelta and(SessionDelta before, String name, AttributeChange change) {
        Map<String, AttributeChange> changes = new HashMap<>(before.changes());
        changes.put(name, change);
        return new SessionDelta(changes, before.lifetime(), before.user());
    }

    public static AttributeBytes bytes(String value) {
        return AttributeBytes.of(value.getBytes(StandardCharsets.UTF_8));
    }

    /** The attributes of a record, as who opens it has them. */
    static Map<String, AttributeBytes> present(SessionRecord session) {
        Map<String, AttributeBytes> present = new HashMap<>();
        session.attributes().present().forEach((name, attribute) -> present.put(name, attribute.bytes()));
        return present;
    }
}
