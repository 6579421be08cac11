package io.sessiongrid.attribute;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * How the values of one class, and not of its subclasses, are written in a few bytes: a tag, then big-endian numbers,
 * then text (UTF-8) or bytes up to the end.
 *
 * @param tag never to be renumbered or used again, because sessions hold it and neighbouring releases share a grid
 * @param fits whether this form gives just this value back; where none does, Java serialization will
 */
record CompactForm<T>(
        int tag, Class<T> type, Predicate<T> fits, Function<T, ByteBuffer> writer, Function<ByteBuffer, T> reader) {
    private static final int BYTES = 24;

    /** 0 is left out so that zeroed memory is no value; 1 is {@link JavaCodec#SERIALIZED}. The next free tag is 25. */
    private static final List<CompactForm<?>> TABLE = List.of(
            text(2, String.class, text -> text, text -> text),
            form(3, String.class, CompactForm::utf16, CompactForm::utf16),
            form(4, Boolean.class, value -> room(1).put((byte) (value ? 1 : 0)), in -> in.get() != 0),
            form(5, Byte.class, value -> room(1).put(value), ByteBuffer::get),
            form(6, Short.class, value -> room(2).putShort(value), ByteBuffer::getShort),
            form(7, Character.class, value -> room(2).putChar(value), ByteBuffer::getChar),
            form(8, Integer.class, value -> room(4).putInt(value), ByteBuffer::getInt),
            form(9, Long.class, value -> room(8).putLong(value), ByteBuffer::getLong),
            form(10, Float.class, value -> room(4).putFloat(value), ByteBuffer::getFloat),
            form(11, Double.class, value -> room(8).putDouble(value), ByteBuffer::getDouble),
            form(12, BigInteger.class, CompactForm::magnitude, CompactForm::bigInteger),
            form(13, BigDecimal.class, CompactForm::scaled, CompactForm::bigDecimal),
            form(14, UUID.class, CompactForm::uuid, in -> new UUID(in.getLong(), in.getLong())),
            form(
                    15,
                    Instant.class,
                    value -> room(12).putLong(value.getEpochSecond()).putInt(value.getNano()),
                    in -> Instant.ofEpochSecond(in.getLong(), in.getInt())),
            form(
                    16,
                    Duration.class,
                    value -> room(12).putLong(value.getSeconds()).putInt(value.getNano()),
                    in -> Duration.ofSeconds(in.getLong(), in.getInt())),
            form(17, LocalDate.class, value -> room(8).putLong(value.toEpochDay()), CompactForm::date),
            form(18, LocalTime.class, value -> room(8).putLong(value.toNanoOfDay()), CompactForm::time),
            form(19, LocalDateTime.class, value -> put(room(16), value), CompactForm::dateTime),
            form(
                    20,
                    OffsetDateTime.class,
                    value -> put(room(20), value.toLocalDateTime())
                            .putInt(value.getOffset().getTotalSeconds()),
                    in -> OffsetDateTime.of(dateTime(in), offset(in))),
            form(
                    21,
                    ZonedDateTime.class,
                    CompactForm::zoned,
                    in -> ZonedDateTime.ofInstant(dateTime(in), offset(in), ZoneId.of(text(in)))),
            text(22, URI.class, URI::toString, URI::create),
            text(23, Locale.class, Locale::toLanguageTag, Locale::forLanguageTag),
            form(BYTES, byte[].class, ByteBuffer::wrap, CompactForm::rest));

    /** The form that a value of just this class is written in; null if there is none. */
    static @Nullable CompactForm<?> of(Object value) {
        for (CompactForm<?> form : TABLE) {
            if (form.type == value.getClass() && form.fitsUnchecked(value)) {
                return form;
            }
        }
        return null;
    }

    static @Nullable CompactForm<?> tagged(int tag) {
        for (CompactForm<?> form : TABLE) {
            if (form.tag == tag) {
                return form;
            }
        }
        return null;
    }

    /** True if these are the bytes of that value. */
    static boolean isOf(byte[] value, byte[] bytes) {
        return bytes.length > 0 && bytes[0] == BYTES && Arrays.equals(value, 0, value.length, bytes, 1, bytes.length);
    }

    /** True for the values of all forms but arrays. */
    static boolean isImmutable(Object value) {
        Class<?> type = value.getClass();
        return !type.isArray() && TABLE.stream().anyMatch(form -> form.type == type);
    }

    /** @throws LimitExceededException if that is too much */
    byte[] bytes(Object value) {
        byte[] text = writer.apply(type.cast(value)).array();
        if (text.length >= AttributeFilter.MAX_BYTES) {
            throw new LimitExceededException("larger than " + AttributeFilter.MAX_BYTES + " bytes");
        }
        byte[] bytes = new byte[1 + text.length];
        bytes[0] = (byte) tag;
        System.arraycopy(text, 0, bytes, 1, text.length);
        return bytes;
    }

    /** The value in the rest of {@code in}, which follows the tag. */
    T read(ByteBuffer in) {
        try {
            T value = reader.apply(in);
            if (!in.hasRemaining()) {
                return value;
            }
        } catch (RuntimeException e) {
            throw new UnreadableAttributeException("its bytes are damaged", type.getName(), e);
        }
        throw new UnreadableAttributeException("it has bytes left over", type.getName(), null);
    }

    private boolean fitsUnchecked(Object value) {
        return fits.test(type.cast(value));
    }

    private static <T> CompactForm<T> form(
            int tag, Class<T> type, Function<T, ByteBuffer> writer, Function<ByteBuffer, T> reader) {
        return new CompactForm<>(tag, type, value -> true, writer, reader);
    }

    /** For values that their text tells in full, unless it has half a surrogate pair, which UTF-8 cannot express. */
    private static <T> CompactForm<T> text(
            int tag, Class<T> type, Function<T, String> toText, Function<String, T> fromText) {
        return new CompactForm<>(
                tag,
                type,
                value -> isUnicode(toText.apply(value))
                        && fromText.apply(toText.apply(value)).equals(value),
                value -> ByteBuffer.wrap(toText.apply(value).getBytes(StandardCharsets.UTF_8)),
                in -> fromText.apply(text(in)));
    }

    private static boolean isUnicode(String text) {
        return text.codePoints().noneMatch(c -> Character.MIN_SURROGATE <= c && c <= Character.MAX_SURROGATE);
    }

    private static String text(ByteBuffer in) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(in).toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static ByteBuffer utf16(String text) {
        ByteBuffer out = room(text.length() * Character.BYTES);
        out.asCharBuffer().put(text);
        return out;
    }

    private static String utf16(ByteBuffer in) {
        CharBuffer text = in.asCharBuffer();
        in.position(in.position() + text.remaining() * Character.BYTES);
        return text.toString();
    }

    private static ByteBuffer room(int bytes) {
        return ByteBuffer.allocate(bytes);
    }

    private static byte[] rest(ByteBuffer in) {
        byte[] rest = new byte[in.remaining()];
        in.get(rest);
        return rest;
    }

    private static ByteBuffer magnitude(BigInteger value) {
        return ByteBuffer.wrap(value.toByteArray());
    }

    private static BigInteger bigInteger(ByteBuffer in) {
        return new BigInteger(rest(in));
    }

    private static ByteBuffer scaled(BigDecimal value) {
        byte[] unscaled = value.unscaledValue().toByteArray();
        return room(4 + unscaled.length).putInt(value.scale()).put(unscaled);
    }

    private static BigDecimal bigDecimal(ByteBuffer in) {
        int scale = in.getInt();
        return new BigDecimal(bigInteger(in), scale);
    }

    private static ByteBuffer uuid(UUID value) {
        return room(16).putLong(value.getMostSignificantBits()).putLong(value.getLeastSignificantBits());
    }

    private static ByteBuffer put(ByteBuffer out, LocalDateTime value) {
        return out.putLong(value.toLocalDate().toEpochDay())
                .putLong(value.toLocalTime().toNanoOfDay());
    }

    private static LocalDate date(ByteBuffer in) {
        return LocalDate.ofEpochDay(in.getLong());
    }

    private static LocalTime time(ByteBuffer in) {
        return LocalTime.ofNanoOfDay(in.getLong());
    }

    private static LocalDateTime dateTime(ByteBuffer in) {
        return LocalDateTime.of(date(in), time(in));
    }

    private static ByteBuffer zoned(ZonedDateTime value) {
        byte[] zone = value.getZone().getId().getBytes(StandardCharsets.UTF_8);
        return put(room(20 + zone.length), value.toLocalDateTime())
                .putInt(value.getOffset().getTotalSeconds())
                .put(zone);
    }

    private static ZoneOffset offset(ByteBuffer in) {
        return ZoneOffset.ofTotalSeconds(in.getInt());
    }
}
