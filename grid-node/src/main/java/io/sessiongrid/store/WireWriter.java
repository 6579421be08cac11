package io.sessiongrid.store;

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
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Writes the values of the protocol compactly; {@link WireReader} reads them. Not thread-safe. */
final class WireWriter {
    private static final int LOW_SEVEN = 0x7f;
    private static final int MORE = 0x80;

    /** Not a stream of the JDK, which takes a lock for each byte. */
    private byte[] out = new byte[256];

    private int size;

    byte[] toByteArray() {
        return Arrays.copyOf(out, size);
    }

    private void makeRoom(int more) {
        if (more > out.length - size) {
            out = Arrays.copyOf(out, Math.max(2 * out.length, Math.addExact(size, more)));
        }
    }

    private void write(int oneByte) {
        makeRoom(1);
        out[size] = (byte) oneByte;
        size++;
    }

    private void write(byte[] all) {
        makeRoom(all.length);
        System.arraycopy(all, 0, out, size, all.length);
        size += all.length;
    }

    WireWriter flag(boolean value) {
        write(value ? 1 : 0);
        return this;
    }

    /** Small positive numbers take one byte, any number at most ten. */
    WireWriter number(long value) {
        long rest = value;
        while ((rest & ~LOW_SEVEN) != 0) {
            write((int) (rest & LOW_SEVEN) | MORE);
            rest >>>= 7;
        }
        write((int) rest);
        return this;
    }

    /** Eight bytes; for numbers that are random, and so never small. */
    WireWriter wide(long value) {
        for (int shift = Long.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
            write((int) (value >>> shift));
        }
        return this;
    }

    WireWriter bytes(byte[] value) {
        number(value.length);
        write(value);
        return this;
    }

    WireWriter text(String value) {
        return bytes(value.getBytes(StandardCharsets.UTF_8));
    }

    /** Milliseconds: what {@code HttpSession} can show. */
    WireWriter time(Instant value) {
        return wide(value.toEpochMilli());
    }

    /** All negative durations are alike: for ever. */
    WireWriter duration(Duration value) {
        return number(value.isNegative() ? 0 : value.toMillis() + 1);
    }

    WireWriter uuid(UUID value) {
        return wide(value.getMostSignificantBits()).wide(value.getLeastSignificantBits());
    }

    WireWriter attribute(AttributeBytes value) {
        return bytes(value.array());
    }

    WireWriter secret(SecretHash value) {
        write(value.array());
        return this;
    }

    WireWriter commit(CommitId value) {
        return wide(value.writer()).number(value.sequence());
    }

    WireWriter stamp(WriteStamp value) {
        return time(value.time()).wide(value.writer());
    }

    WireWriter lifetime(Lifetime value) {
        return duration(value.maxInactiveInterval())
                .duration(value.touchInterval())
                .duration(value.maxLifetime());
    }

    WireWriter claim(Claim value) {
        return wide(value.claimant()).time(value.until());
    }

    WireWriter outage(Outage value) {
        return time(value.from()).time(value.to());
    }

    WireWriter lastChanges(LastChanges value) {
        return optional(value.lifetime(), this::stamp)
                .optional(value.user(), this::stamp)
                .optional(value.secret(), this::stamp)
                .optional(value.end(), this::stamp);
    }

    WireWriter times(SessionTimes value) {
        return time(value.creationTime()).time(value.lastAccessedTime()).lifetime(value.lifetime());
    }

    WireWriter user(SessionUser value) {
        return text(value.name()).text(value.authenticationType());
    }

    WireWriter change(AttributeChange value) {
        if (value instanceof AttributeChange.Put put) {
            return flag(true).attribute(put.value());
        }
        return flag(false);
    }

    <T> WireWriter optional(@Nullable T value, Consumer<T> write) {
        flag(value != null);
        if (value != null) {
            write.accept(value);
        }
        return this;
    }

    WireWriter names(Set<String> values) {
        number(values.size());
        values.forEach(this::text);
        return this;
    }

    <T> WireWriter list(List<T> values, Consumer<T> write) {
        number(values.size());
        values.forEach(write);
        return this;
    }

    <T> WireWriter map(Map<String, T> values, BiConsumer<WireWriter, T> write) {
        number(values.size());
        values.forEach((name, value) -> {
            text(name);
            write.accept(this, value);
        });
        return this;
    }
}
