package io.sessiongrid.web;

import io.sessiongrid.attribute.UnreadableAttributeException;
import io.sessiongrid.attribute.UnstorableAttributeException;
import io.sessiongrid.session.AttributeBytes;
import io.sessiongrid.session.AttributeChange;
import io.sessiongrid.session.AttributeChanges;
import io.sessiongrid.session.SessionStore;
import java.time.Instant;
import java.util.Collection;
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
    /** One attribute: its bytes in the grid, if it is there, and its object, once somebody asked for it. */
    private record Held(
            @Nullable AttributeBytes bytes, @Nullable LiveValue value, boolean unreadable) {}

    private final AttributeValues values;
    private final Map<String, Held> held = new HashMap<>();
    private final Map<String, PendingChange> pending = new HashMap<>();
    private long version = SessionStore.NOTHING_KNOWN;

    /** Null if it has to be told anew. */
    private @Nullable Long weight;

    LiveAttributes(AttributeValues values) {
        this.values = values;
    }

    synchronized long version() {
        return version;
    }

    /** The session that these were of is no more. */
    synchronized void forget() {
        weight = null;
        held.clear();
        pending.clear();
        version = SessionStore.NOTHING_KNOWN;
    }

    /**
     * The attributes that have a value. One that is unreadable and therefore absent is not among them, so all are
     * decoded that were not.
     */
    synchronized Set<String> names() {
        if (values.failIfUnreadable()) {
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
        if (bytes == null || (attribute.unreadable() && !values.failIfUnreadable())) {
            return null;
        }
        try {
            LiveValue value = values.decode(name, bytes);
            held.put(name, new Held(bytes, value, false));
            return value;
        } catch (UnreadableAttributeException | UnstorableAttributeException e) {
            return unreadable(name, attribute, e);
        }
    }

    /** True once for an object that was made of bytes. */
    synchronized boolean takeArrival(LiveValue value) {
        boolean arrived = value.arrived;
        value.arrived = false;
        return arrived;
    }

    private @Nullable LiveValue unreadable(String name, Held attribute, RuntimeException cause) {
        if (!attribute.unreadable()) {
            held.put(name, new Held(attribute.bytes(), null, true));
            values.warn(name, cause);
        }
        if (values.failIfUnreadable()) {
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
        AttributeBytes encoded = values.encode(name, object);
        synchronized (this) {
            weight = null;
            LiveValue before = valueIfReadable(name);
            boolean same = before != null && before.object == object;
            LiveValue after = same ? before : values.set(object);
            Held attribute = held.get(name);
            held.put(name, new Held(attribute == null ? null : attribute.bytes(), after, false));
            pending.put(name, new PendingChange(after, encoded));
            return before == null ? null : before.object;
        }
    }

    /** Removes an attribute with the next commit; answers the value before. */
    synchronized @Nullable Object remove(String name) {
        weight = null;
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
    Map<String, PendingChange> changes(Map<String, LiveValue> read, ActivationListener activation) {
        Map<String, PendingChange> set = pendingNow();
        set.forEach((name, change) -> encodeAgain(name, change, activation));
        read.forEach((name, value) -> {
            if (!set.containsKey(name)) {
                findChangeInPlace(name, value, activation);
            }
        });
        return pendingNow();
    }

    synchronized Map<String, PendingChange> pendingNow() {
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

    /**
     * True if it costs little to see that nobody has altered these values in place, and nobody has. What must be
     * encoded to see it is not encoded here.
     */
    boolean arePlainlyUnaltered(Map<String, LiveValue> read) {
        for (LiveValue value : read.values()) {
            AttributeBytes before = committed(value);
            if (before == null || !values.encodesTo(value, before)) {
                return false;
            }
        }
        return true;
    }

    private void encodeAgain(String name, PendingChange change, ActivationListener activation) {
        LiveValue value = change.value;
        if (value == null) {
            return;
        }
        AttributeBytes encoded =
                value.immutable ? change.encoded : encodeIfAltered(name, value, change.encoded, activation);
        synchronized (this) {
            Held attribute = held.get(name);
            if (pending.get(name) != change || attribute == null || encoded == null) {
                return;
            }
            weight = null;
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

    private @Nullable AttributeBytes encodeIfAltered(
            String name, LiveValue value, @Nullable AttributeBytes last, ActivationListener activation) {
        return last != null && values.encodesTo(value, last) ? last : values.encodeOr(last, name, value, activation);
    }

    private void findChangeInPlace(String name, LiveValue value, ActivationListener activation) {
        AttributeBytes before = committed(value);
        AttributeBytes encoded =
                value.immutable || before == null ? before : encodeIfAltered(name, value, before, activation);
        if (encoded == null || encoded.equals(before)) {
            return;
        }
        synchronized (this) {
            Held attribute = held.get(name);
            if (attribute != null && !pending.containsKey(name)) {
                weight = null;
                held.put(name, new Held(attribute.bytes(), value, false));
                pending.put(name, new PendingChange(value, encoded));
            }
        }
    }

    private synchronized @Nullable AttributeBytes committed(LiveValue value) {
        return value.committed;
    }

    /** All that has a value, as far as it is known here. */
    synchronized Map<String, AttributeChange> everything() {
        Map<String, AttributeChange> all = new HashMap<>();
        held.forEach((name, attribute) -> {
            AttributeBytes bytes = bytes(name, attribute);
            if (bytes != null) {
                all.put(name, new AttributeChange.Put(bytes));
            }
        });
        return all;
    }

    /** As the grid has them, or will have them. */
    private @Nullable AttributeBytes bytes(String name, Held attribute) {
        PendingChange change = pending.get(name);
        return change == null ? attribute.bytes() : change.encoded;
    }

    /** The grid has these changes now; a change that was made meanwhile stays pending. */
    synchronized void acknowledged(Map<String, PendingChange> sent) {
        weight = null;
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
            // Unless it gave way before it was sent: then what is held is of others.
            if (pending.containsKey(name)) {
                change.refused = change.answeredHere == null;
                known(name, null);
            }
        });
    }

    /**
     * Whether the grid has these changes is not known, but their request was answered with success; they are sent again
     * as of that moment.
     */
    synchronized void answeredHere(Map<String, PendingChange> sent, Instant now) {
        sent.forEach((name, change) -> {
            if (change.answeredHere == null && !change.refused) {
                change.answeredHere = now;
            }
            if (pending.containsKey(name)) {
                known(name, null);
            }
        });
    }

    /** The grid has other bytes now than the value here was made of. */
    private void known(String name, @Nullable AttributeBytes bytes) {
        Held attribute = held.get(name);
        if (attribute != null) {
            weight = null;
            LiveValue value = attribute.value();
            if (value != null) {
                value.committed = null;
            }
            held.put(name, new Held(bytes, value, attribute.unreadable()));
        }
    }

    /**
     * Takes over what others changed; what was changed here and not yet committed stays.
     *
     * @return how many attributes were changed here and by others
     */
    synchronized int merge(AttributeChanges others) {
        if (others.version() <= version && !others.complete()) {
            return 0;
        }
        if (others.complete()) {
            held.keySet().retainAll(union(others.changes().keySet(), pending.keySet()));
        }
        weight = null;
        int conflicts = 0;
        for (Map.Entry<String, AttributeChange> other : others.changes().entrySet()) {
            String name = other.getKey();
            AttributeChange change = other.getValue();
            PendingChange ours = pending.get(name);
            conflicts += ours == null ? 0 : 1;
            if (ours == null || ours.refused) {
                // A write that was confirmed to its client is not overwritten by an earlier one that was not (G2).
                pending.remove(name);
                merge(name, change);
            } else {
                known(name, change instanceof AttributeChange.Put put ? put.value() : null);
            }
        }
        version = others.version();
        return conflicts;
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

    /** Bytes that the grid has or will have; a measure of what the objects take here. */
    synchronized long weight() {
        Long told = weight;
        if (told == null) {
            told = held.entrySet().stream()
                    .mapToLong(entry -> {
                        AttributeBytes bytes = bytes(entry.getKey(), entry.getValue());
                        return (long) entry.getKey().length() + (bytes == null ? 0 : bytes.size());
                    })
                    .sum();
            weight = told;
        }
        return told;
    }
}
