package io.sessiongrid.store;

import com.hazelcast.nio.serialization.HazelcastSerializationException;
import io.sessiongrid.session.AttributeBytes;
import io.sessiongrid.session.AttributeChange;
import io.sessiongrid.session.Claim;
import io.sessiongrid.session.CommitId;
import io.sessiongrid.session.LastChanges;
import io.sessiongrid.session.Lifetime;
import io.sessiongrid.session.Outage;
import io.sessiongrid.session.SecretHash;
import io.sessiongrid.session.SessionTimes;
import io.sessiongrid.session.SessionUser;
import io.sessiongrid.session.WriteStamp;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads what {@link WireWriter} wrote. Not thread-safe.
 *
 * <p>Trusts nothing: a length beyond the bytes at hand throws {@link HazelcastSerializationException} before anything
 * is allocated for it. Bytes left over are fields of a newer release and are not looked at.
 */
final class WireReader {
    private static final int LOW_SEVEN = 0x7f;
    private static final int MORE = 0x80;

    private static final Duration FOR_EVER = Duration.ofSeconds(-1);

    /**
     * A million years. The grid's time and a few of these can still be written; a record that cannot be written can
     * neither be backed up nor moved, nor can its partition.
     */
    private static final Duration LONGEST = Duration.ofDays(365_250_000);

    private final ByteBuffer in;

    WireReader(byte[] bytes) {
        in = ByteBuffer.wrap(bytes);
    }

    boolean hasMore() {
        return in.hasRemaining();
    }

    boolean flag() {
        return next() != 0;
    }

    long number() {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            byte next = next();
            value |= (long) (next & LOW_SEVEN) << shift;
            if ((next & MORE) == 0) {
                return value;
            }
        }
        throw new HazelcastSerializationException("Sessiongrid data holds a number of more than ten bytes");
    }

    long wide() {
        return checked(in::getLong);
    }

    byte[] bytes() {
        return bytes(size());
    }

    String text() {
        return new String(bytes(), StandardCharsets.UTF_8);
    }

    Instant time() {
        return Instant.ofEpochMilli(wide());
    }

    Duration duration() {
        long number = number();
        if (number < 0 || number > LONGEST.toMillis()) {
            throw new HazelcastSerializationException(
                    "Sessiongrid data holds a duration of " + number + " ms; expected 0 to " + LONGEST.toMillis());
        }
        return number == 0 ? FOR_EVER : Duration.ofMillis(number - 1);
    }

    UUID uuid() {
        return new UUID(wide(), wide());
    }

    AttributeBytes attribute() {
        return AttributeBytes.of(bytes());
    }

    SecretHash secret() {
        return SecretHash.ofBytes(bytes(SecretHash.SIZE));
    }

    CommitId commit() {
        return new CommitId(wide(), number());
    }

    WriteStamp stamp() {
        return new WriteStamp(time(), wide());
    }

    Lifetime lifetime() {
        return new Lifetime(duration(), duration(), duration());
    }

    Claim claim() {
        return new Claim(wide(), time());
    }

    Outage outage() {
        return new Outage(time(), time());
    }

    LastChanges lastChanges() {
        LastChanges value = new LastChanges(
                optional(this::stamp), optional(this::stamp), optional(this::stamp), optional(this::stamp));
        return value.equals(LastChanges.NONE) ? LastChanges.NONE : value;
    }

    SessionTimes times() {
        return new SessionTimes(time(), time(), lifetime());
    }

    SessionUser user() {
        SessionUser user = new SessionUser(text(), text());
        return user.equals(SessionUser.NOBODY) ? SessionUser.NOBODY : user;
    }

    AttributeChange change() {
        return flag() ? new AttributeChange.Put(attribute()) : new AttributeChange.Remove();
    }

    <T> @Nullable T optional(Supplier<T> read) {
        return flag() ? read.get() : null;
    }

    Set<String> names() {
        int size = size();
        Set<String> values = new HashSet<>();
        for (int i = 0; i < size; i++) {
            values.add(text());
        }
        return values;
    }

    <T> List<T> list(Supplier<T> read) {
        int size = size();
        List<T> values = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            values.add(read.get());
        }
        return values;
    }

    <T> Map<String, T> map(Function<WireReader, T> read) {
        int size = size();
        Map<String, T> values = new HashMap<>();
        for (int i = 0; i < size; i++) {
            values.put(text(), read.apply(this));
        }
        return values;
    }

    /** A count of things that take a byte each at least. */
    private int size() {
        long size = number();
        if (size < 0 || size > in.remaining()) {
            throw new HazelcastSerializationException(
                    "Sessiongrid data announces " + size + " bytes or elements; " + in.remaining() + " bytes are left");
        }
        return (int) size;
    }

    private byte next() {
        return checked(in::get);
    }

    private byte[] bytes(int size) {
        byte[] value = new byte[size];
        checked(() -> in.get(value));
        return value;
    }

    private static <T> T checked(Supplier<T> read) {
        try {
            return read.get();
        } catch (BufferUnderflowException e) {
            throw new HazelcastSerializationException("Sessiongrid data ends too early", e);
        }
    }
}
