package io.sessiongrid.web;

import io.sessiongrid.attribute.AttributeCodec;
import io.sessiongrid.attribute.UnreadableAttributeException;
import io.sessiongrid.attribute.UnstorableAttributeException;
import io.sessiongrid.session.AttributeBytes;
import io.sessiongrid.session.SessionEvent;
import io.sessiongrid.session.SessionMeters;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.ConcurrentModificationException;
import org.jspecify.annotations.Nullable;

/**
 * The attribute values of one application, to bytes and back.
 *
 * @param loader finds the classes of the application
 */
record AttributeValues(
        AttributeCodec codec, ClassLoader loader, UnreadableAttributes whenUnreadable, SessionMeters meters) {
    private static final Logger log = System.getLogger(AttributeValues.class.getName());

    boolean failIfUnreadable() {
        return whenUnreadable == UnreadableAttributes.FAIL;
    }

    /** A value that the application has set, of which the grid knows nothing. */
    LiveValue set(Object object) {
        return new LiveValue(object, codec.isImmutable(object), null);
    }

    /**
     * The bytes of a value as it is now.
     *
     * @throws UnstorableAttributeException if it cannot travel, or its name cannot (G13)
     */
    AttributeBytes encode(String name, Object object) {
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(name)) {
            throw new UnstorableAttributeException(name, object, "its name has half of a surrogate pair", null);
        }
        return codec.encode(name, object);
    }

    /** See {@link AttributeCodec#encodesTo}. */
    boolean encodesTo(LiveValue value, AttributeBytes bytes) {
        return codec.encodesTo(value.object, bytes);
    }

    /** One bad attribute costs one attribute: it keeps the bytes that it had when it could last be encoded. */
    @Nullable
    AttributeBytes encodeOr(
            @Nullable AttributeBytes last, String name, LiveValue value, ActivationListener activation) {
        activation.willPassivate(value.object);
        try {
            return codec.encode(name, value.object);
        } catch (UnstorableAttributeException e) {
            log.log(Level.WARNING, "Did not commit a change in place, because it cannot be stored: " + e.getMessage());
        } catch (ConcurrentModificationException e) {
            log.log(Level.DEBUG, "Left attribute \"" + name + "\" to the request that is altering it", e);
        } finally {
            activation.didActivate(value.object);
        }
        return last;
    }

    /**
     * A new object with the value that was encoded.
     *
     * @throws UnreadableAttributeException if that cannot be done here
     * @throws UnstorableAttributeException if the object could not be encoded again
     */
    LiveValue decode(String name, AttributeBytes bytes) {
        Object object = codec.decode(bytes, loader);
        boolean immutable = codec.isImmutable(object);
        // The bytes of another server need not be what this object encodes to (hash tables are written in the order
        // of their buckets): an unchanged object must not look changed.
        LiveValue value = new LiveValue(object, immutable, immutable ? bytes : codec.encode(name, object));
        value.arrived = true;
        return value;
    }

    /** Tells the operator, not the value. */
    void warn(String name, RuntimeException cause) {
        meters.add(SessionEvent.UNREADABLE_ATTRIBUTES);
        log.log(
                Level.WARNING,
                "Could not read attribute \"" + name + "\"; its bytes stay in the grid: " + cause.getMessage());
    }
}
