package io.sessiongrid.web;

import io.sessiongrid.attribute.AttributeCodec;
import io.sessiongrid.attribute.UnreadableAttributeException;
import io.sessiongrid.attribute.UnstorableAttributeException;
import io.sessiongrid.session.AttributeBytes;
import io.sessiongrid.session.AttributeChange;
import io.sessiongrid.session.AttributeChanges;
import io.sessiongrid.session.SessionStore;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Collection;
import java.util.ConcurrentModificationException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The attributes of a live session: bytes until somebody reads them, then objects, and what changed since the grid last
 * acknowledged a commit.
 *
 * <p>Thread-safe, because parallel requests may use one session (Servlet 6.1 §7.7.1). The attribute values themselves
 * are the application's to protect.
 */
final class LiveAttributes {
    private static final Logger log = System.getLogger(LiveAttributes.class.getName());

    /** One attribute: its bytes in the grid, if it is there, and its object, once somebody asked for it. */
    private record Held(
            @Nullable AttributeBytes bytes, @Nullable LiveValue value, boolean unreadable) {}

    private final AttributeCodec codec;
    private final ClassLoader loader;
    private final UnreadableAttributes whenUnreadable;
    private final Map<String, Held> held = new HashMap<>();
    private final Map<String, PendingChange> pending = new HashMap<>();
    private long version = SessionStore.NOTHING_KNOWN;

    LiveAttributes(AttributeCodec codec, ClassLoader loader, UnreadableAttributes whenUnreadable) {
        this.codec = codec;
        this.loader = loader;
        this.whenUnreadable = whenUnreadable;
    }

    synchronized long version() {
        return version;
    }

    /**
     * The attributes that have a value. One that is unreadable and therefore absent is not among them, so all are
     * decoded that were not.
     */
    synchronized Set<String> names() {
        if (whenUnreadable == UnreadableAttributes.FAIL) {
            return Set.copyOf(held.keySet());
        }
        return List.copyOf(held.keySet()).stream()
                .filter(name -> get(name) != null)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The attribute's value, decoded now if nobody asked before; null if there is none. */
    synchronized @Nullable LiveValue get(String name) {
        Held attribute = held.get(name);
        if (attribute == null || attribute.value() != null) {
            return attribute == null ? null : attribute.value();
        }
        AttributeBytes bytes = attribute.bytes();
        if (bytes == null || (attribute.unreadable() && whenUnreadable == UnreadableAttributes.ABSENT)) {
            return null;
        }
        try {
            Object object = codec.decode(bytes, loader);
            boolean immutable = codec.isImmutable(object);
            // The bytes of another server need not be what this object encodes to (hash tables are written in the order
            // of their buckets): an unchanged object must not look changed.
            AttributeBytes baseline = immutable ? bytes : codec.encode(name, object);
            LiveValue value = new LiveValue(object, immutable, baseline);
            held.put(name, new Held(bytes, value, false));
            return value;
        } catch (UnreadableAttributeException | UnstorableAttributeException e) {
            return unreadable(name, bytes, attribute.unreadable(), e);
        }
    }

    private @Nullable LiveValue unreadable(String name, AttributeBytes bytes, boolean known, RuntimeException cause) {
        if (!known) {
            held.put(name, new Held(bytes, null, true));
            log.log(
                    Level.WARNING,
                    "Could not read attribute \"" + name + "\"; its bytes stay in the grid: " + cause.getMessage());
        }
        if (whenUnreadable == UnreadableAttributes.FAIL) {
            throw cause;
        }
        return null;
    }

    /**
     * Sets an attribute for the next commit.
     *
     * @return the value before
     * @throws UnstorableAttributeException if the value cannot travel; nothing is changed then (G13)
     */
    @Nullable
    Object set(String name, Object object) {
        AttributeBytes encoded = codec.encode(name, object);
        synchronized (this) {
            LiveValue before = valueIfReadable(name);
            boolean same = before != null && before.object == object;
            LiveValue after = same ? before : new LiveValue(object, codec.isImmutable(object), null);
            Held attribute = held.get(name);
            held.put(name, new Held(attribute == null ? null : attribute.bytes(), after, false));
            pending.put(name, new PendingChange(after, encoded));
            return before == null ? null : before.object;
        }
    }

    /** Removes an attribute with the next commit; answers the value before. */
    synchronized @Nullable Object remove(String name) {
        LiveValue before = valueIfReadable(name);
        if (held.remove(name) != null) {
            pending.put(name, new PendingChange(null, null));
        }
        return before == null ? null : before.object;
    }

    private @Nullable LiveValue valueIfReadable(String name) {
        try {
            return get(name);
        } catch (UnreadableAttributeException | UnstorableAttributeException e) {
            return null;
        }
    }

    synchronized boolean hasPending() {
        return !pending.isEmpty();
    }

    /**
     * What the grid does not have yet. Changes in place that are found become pending, so that they are not lost if the
     * commit fails after its request has ended.
     *
     * <p>One call at a time. Objects are encoded without the lock, because their own locks may be held by threads that
     * want it.
     *
     * @param read values that requests read and may have altered, by name
     */
    Map<String, PendingChange> changes(Map<String, LiveValue> read) {
        Map<String, PendingChange> set = pendingNow();
        set.forEach(this::encodeAgain);
        read.forEach((name, value) -> {
            if (!set.containsKey(name)) {
                findChangeInPlace(name, value);
            }
        });
        return pendingNow();
    }

    private synchronized Map<String, PendingChange> pendingNow() {
        return Map.copyOf(pending);
    }

    /** All values that were decoded here, for {@link ChangeDetection#ALWAYS}. */
    synchronized Map<String, LiveValue> decoded() {
        Map<String, LiveValue> decoded = new HashMap<>();
        held.forEach((name, attribute) -> {
            if (attribute.value() != null) {
                decoded.put(name, attribute.value());
            }
        });
        return decoded;
    }

    private void encodeAgain(String name, PendingChange change) {
        LiveValue value = change.value;
        if (value == null) {
            return;
        }
        AttributeBytes encoded = value.immutable ? change.encoded : encodeOr(change.encoded, name, value);
        synchronized (this) {
            Held attribute = held.get(name);
            if (pending.get(name) != change || attribute == null || encoded == null) {
                return;
            }
            AttributeBytes known = value.committed == null ? attribute.bytes() : value.committed;
            if (encoded.equals(known)) {
                // Set to what the grid has already.
                pending.remove(name);
                value.committed = encoded;
            } else if (!encoded.equals(change.encoded)) {
                pending.put(name, new PendingChange(value, encoded));
            }
        }
    }

    private void findChangeInPlace(String name, LiveValue value) {
        AttributeBytes before = committed(value);
        AttributeBytes encoded = value.immutable || before == null ? before : encodeOr(before, name, value);
        if (encoded == null || encoded.equals(before)) {
            return;
        }
        synchronized (this) {
            Held attribute = held.get(name);
            if (attribute != null && !pending.containsKey(name)) {
                held.put(name, new Held(attribute.bytes(), value, false));
                pending.put(name, new PendingChange(value, encoded));
            }
        }
    }

    private synchronized @Nullable AttributeBytes committed(LiveValue value) {
        return value.committed;
    }

    /** One bad attribute costs one attribute: it keeps the bytes that it had when it could last be encoded. */
    private @Nullable AttributeBytes encodeOr(@Nullable AttributeBytes last, String name, LiveValue value) {
        try {
            return codec.encode(name, value.object);
        } catch (UnstorableAttributeException e) {
            log.log(Level.WARNING, "Did not commit a change in place, because it cannot be stored: " + e.getMessage());
        } catch (ConcurrentModificationException e) {
            log.log(Level.DEBUG, "Left attribute \"" + name + "\" to the request that is altering it", e);
        }
        return last;
    }

    /** The grid has these changes now; a change that was made meanwhile stays pending. */
    synchronized void acknowledged(Map<String, PendingChange> sent) {
        sent.forEach((name, change) -> {
            LiveValue value = change.value;
            if (value != null) {
                value.committed = change.encoded;
            }
            Held attribute = held.get(name);
            if (attribute != null) {
                held.put(name, new Held(change.encoded, attribute.value(), attribute.unreadable()));
            }
            pending.remove(name, change);
        });
    }

    /**
     * Whether the grid has these changes is not known, so they are sent again even if they are taken back meanwhile.
     */
    synchronized void unanswered(Map<String, PendingChange> sent) {
        sent.forEach((name, change) -> {
            change.refused = true;
            known(name, null);
        });
    }

    /** The grid has other bytes now than the value here was made of. */
    private void known(String name, @Nullable AttributeBytes bytes) {
        Held attribute = held.get(name);
        if (attribute != null) {
            LiveValue value = attribute.value();
            if (value != null) {
                value.committed = null;
            }
            held.put(name, new Held(bytes, value, attribute.unreadable()));
        }
    }

    /** Takes over what others changed; what was changed here and not yet committed stays. */
    synchronized void merge(AttributeChanges others) {
        if (others.version() <= version && !others.complete()) {
            return;
        }
        if (others.complete()) {
            held.keySet().retainAll(union(others.changes().keySet(), pending.keySet()));
        }
        others.changes().forEach((name, change) -> {
            PendingChange ours = pending.get(name);
            if (ours == null || ours.refused) {
                // A write that was confirmed to its client is not overwritten by an earlier one that was not (G2).
                pending.remove(name);
                merge(name, change);
            } else {
                known(name, change instanceof AttributeChange.Put put ? put.value() : null);
            }
        });
        version = others.version();
    }

    private void merge(String name, AttributeChange change) {
        Held attribute = held.get(name);
        if (!(change instanceof AttributeChange.Put put)) {
            held.remove(name);
        } else if (attribute == null || !put.value().equals(attribute.bytes())) {
            held.put(name, new Held(put.value(), null, false));
        }
    }

    private static Set<String> union(Collection<String> some, Collection<String> others) {
        Set<String> all = new HashSet<>(some);
        all.addAll(others);
        return all;
    }

    /** Bytes in the grid; a measure of what the objects take here. */
    synchronized long weight() {
        return held.entrySet().stream()
                .mapToLong(entry -> entry.getKey().length()
                        + (entry.getValue().bytes() == null
                                ? 0
                                : entry.getValue().bytes().size()))
                .sum();
    }
}
