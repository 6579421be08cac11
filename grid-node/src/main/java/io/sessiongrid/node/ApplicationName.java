package io.sessiongrid.node;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How a web application is called in the grid when nobody has named it: the same name on every server. */
final class ApplicationName {
    private static final String ROOT = "root";

    /** Names of this form need no hash: nothing but the context path {@code "/" + name} leads to them. */
    private static final String PLAIN = "[a-z0-9][a-z0-9-]{0,39}";

    /** What a name with a hash ends with; a context path that looks like one gets a hash of its own. */
    private static final String HASHED = ".*-[0-9a-f]{8}";

    private static final int LONGEST_READABLE_PART = 40;

    private ApplicationName() {}

    static String of(@Nullable String host, String contextPath) {
        String path = contextPath.startsWith("/") ? contextPath.substring(1) : contextPath;
        if (host == null && path.isEmpty()) {
            return ROOT;
        }
        if (host == null && path.matches(PLAIN) && !path.matches(HASHED) && !path.equals(ROOT)) {
            return path;
        }
        String where = host == null ? "" : host.toLowerCase(Locale.ROOT);
        return readable(where, path) + "-" + hash(where + "/" + path);
    }

    private static String readable(String host, String path) {
        String both = host + "-" + (path.isEmpty() ? ROOT : path.toLowerCase(Locale.ROOT));
        String safe = both.replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
        String name = safe.isEmpty() ? "app" : safe;
        return name.substring(0, Math.min(name.length(), LONGEST_READABLE_PART));
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
            return HexFormat.of().formatHex(digest, 0, 4);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
