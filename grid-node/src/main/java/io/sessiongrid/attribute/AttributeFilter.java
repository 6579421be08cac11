package io.sessiongrid.attribute;

import java.lang.reflect.Proxy;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which classes may be made from an attribute's bytes, and the limits that hold for every class.
 *
 * <p>With an empty list any class may be made. Otherwise only listed classes, primitives, the JDK's own values and
 * collections ({@code java.lang} values, {@code java.util}, {@code java.time}, {@code java.math} and a few more), and
 * arrays and dynamic proxies of all these. A listed class needs its serializable superclasses listed as well. There is
 * no limit on the number of references, because each takes a byte and bytes are limited.
 *
 * @param allowedClasses names ({@code com.shop.Cart}), packages ({@code com.shop.*}), and packages with those below
 *     them ({@code com.shop.**}); nested classes ({@code com.shop.Cart$Item}) belong to the package
 */
public record AttributeFilter(Set<String> allowedClasses) {
    /**
     * Far more than a session should hold, and little enough for a heap, which has it two or three times during a
     * request.
     */
    public static final int MAX_BYTES = 64 << 20;

    /**
     * Objects within objects that are read. Only 1,000 are written for certain, because reading counts superclasses
     * too.
     */
    public static final int MAX_DEPTH = 2_000;

    /**
     * Array elements that the bytes of a value may ask for in all, whether or not they prove to hold them. An honest
     * element takes at least one byte; a {@code HashMap} or {@code HashSet} allots up to 1.6 slots for each byte of its
     * entries.
     */
    static final int MAX_ELEMENTS_PER_BYTE = 2;

    /** Array elements on top, 8 MiB at most: {@code Collections.nCopies} counts as an array but takes no bytes. */
    static final int FREE_ELEMENTS = 1 << 20;

    /**
     * Do nothing when they are made but hold values; {@code java.net.URL} is missing because its hash code asks the
     * DNS.
     */
    private static final Set<String> HARMLESS = Set.of(
            "java.lang.Object",
            "java.lang.String",
            "java.lang.Boolean",
            "java.lang.Byte",
            "java.lang.Short",
            "java.lang.Character",
            "java.lang.Integer",
            "java.lang.Long",
            "java.lang.Float",
            "java.lang.Double",
            "java.lang.Number",
            "java.lang.Enum",
            "java.lang.Comparable",
            "java.lang.StringBuilder",
            "java.lang.StringBuffer",
            "java.lang.Throwable",
            "java.lang.Exception",
            "java.lang.RuntimeException",
            "java.lang.StackTraceElement",
            "java.lang.reflect.Proxy",
            "java.io.File",
            "java.io.Serializable",
            "java.math.*",
            "java.net.URI",
            "java.sql.Date",
            "java.sql.Time",
            "java.sql.Timestamp",
            "java.time.**",
            "java.util.*",
            "java.util.concurrent.*",
            "java.util.concurrent.atomic.*",
            "java.util.concurrent.locks.*",
            "java.util.regex.Pattern",
            "sun.util.calendar.ZoneInfo");

    private static final Pattern SEPARATOR = Pattern.compile("[,;]");

    private static final Pattern VALID = Pattern.compile("\\p{javaJavaIdentifierStart}\\p{javaJavaIdentifierPart}*"
            + "(\\.\\p{javaJavaIdentifierStart}\\p{javaJavaIdentifierPart}*)*(\\.\\*\\*?)?");

    public AttributeFilter {
        allowedClasses = Set.copyOf(allowedClasses);
        for (String pattern : allowedClasses) {
            if (!VALID.matcher(pattern).matches()) {
                throw invalid(pattern);
            }
        }
    }

    /**
     * Reads the setting {@code allowedClasses}: patterns between commas or semicolons; blank means any class.
     *
     * @throws IllegalArgumentException if a pattern is none; the message says which
     */
    public static AttributeFilter of(String setting) {
        Set<String> patterns = SEPARATOR
                .splitAsStream(setting)
                .map(String::strip)
                .filter(Predicate.not(String::isEmpty))
                .collect(Collectors.toSet());
        if (patterns.isEmpty() && !setting.isBlank()) {
            throw invalid(setting); // a lone comma must not allow everything
        }
        return new AttributeFilter(patterns);
    }

    /** True if bytes may name this class; the limits are another matter. */
    public boolean allows(Class<?> type) {
        if (allowedClasses.isEmpty() || type.isPrimitive()) {
            return true;
        }
        if (type.isArray()) {
            return allows(type.getComponentType());
        }
        if (Proxy.isProxyClass(type)) {
            return Stream.of(type.getInterfaces()).allMatch(this::allows);
        }
        return lists(allowedClasses, type) || lists(HARMLESS, type);
    }

    private static boolean lists(Set<String> patterns, Class<?> type) {
        String name = type.getName();
        String parent = type.getPackageName();
        if (patterns.contains(name) || patterns.contains(parent + ".*")) {
            return true;
        }
        while (!patterns.contains(parent + ".**")) {
            int dot = parent.lastIndexOf('.');
            if (dot < 0) {
                return false;
            }
            parent = parent.substring(0, dot);
        }
        return true;
    }

    private static IllegalArgumentException invalid(String pattern) {
        return new IllegalArgumentException("allowedClasses contains \"" + pattern
                + "\"; expected class names such as com.shop.Cart, com.shop.* for a package,"
                + " or com.shop.** for a package and those below it");
    }
}
