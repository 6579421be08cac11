package io.sessiongrid.session;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A session id: a stable key, by which the grid finds the session, and a secret that changes with
 * {@code changeSessionId} and of which the grid knows only a hash.
 *
 * <p>The text is a credential. It is what the browser holds, less the route; it is never logged, and {@link #toString}
 * shows the first characters of the key only.
 *
 * @param key the first 16 characters, 96 random bits; URL-safe
 * @param text key and secret, as {@code HttpSession.getId} answers; URL-safe
 */
public record SessionId(String key, String text) {
    private static final int KEY_BYTES = 12;
    private static final int SECRET_BYTES = 18;
    private static final int KEY_LENGTH = 16;
    private static final int TEXT_LENGTH = 40;
    private static final int LOGGED_LENGTH = 6;

    /** Costs the key four of its 96 random bits at most, and some microseconds. */
    private static final int MOST_TRIES = 16;

    private static final char ROUTE_SEPARATOR = '.';

    private static final Base64.Encoder TEXT = Base64.getUrlEncoder().withoutPadding();

    /** A new id that nobody has seen. */
    public static SessionId generate(SecureRandom random) {
        return generate(random, key -> true);
    }

    /** The same; its key is one that {@code wanted} likes, if one is found soon. */
    public static SessionId generate(SecureRandom random, Predicate<String> wanted) {
        String key = randomText(random, KEY_BYTES);
        for (int tries = 1; tries < MOST_TRIES && !wanted.test(key); tries++) {
            key = randomText(random, KEY_BYTES);
        }
        return withSecret(key, random);
    }

    /**
     * Reads what a client sent, with or without a route.
     *
     * @return null if the shape alone says that this product did not make it, so that nobody need ask the grid
     */
    public static @Nullable SessionId parse(String requested) {
        int dot = requested.indexOf(ROUTE_SEPARATOR);
        if ((dot < 0 ? requested.length() : dot) != TEXT_LENGTH) {
            return null;
        }
        String text = dot < 0 ? requested : requested.substring(0, dot);
        return isUrlSafe(text) ? new SessionId(text.substring(0, KEY_LENGTH), text) : null;
    }

    private static boolean isUrlSafe(String text) {
        for (int index = 0; index < text.length(); index++) {
            char c = text.charAt(index);
            boolean safe = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
            if (!safe && c != '-' && c != '_') {
                return false;
            }
        }
        return true;
    }

    /**
     * An id that something else made, such as another id manager: its key is a digest of it, so that it still appears
     * nowhere in the grid. A new secret for the same key cannot be made.
     */
    public static SessionId foreign(String text) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(("key of " + text).getBytes(StandardCharsets.UTF_8));
            return new SessionId(TEXT.encodeToString(digest).substring(0, KEY_LENGTH), text);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java has no SHA-256", e);
        }
    }

    /**
     * Names a session of which only the key is known. No client can use it: {@link #parse} does not accept it, and it
     * has no secret.
     */
    public static SessionId ofKey(String key) {
        return new SessionId(key, key);
    }

    /** True for what {@link #ofKey} made. */
    public boolean isKeyAlone() {
        return text.equals(key);
    }

    /** What follows the first dot of an id as a client sent it, or null if there is no dot. */
    public static @Nullable String route(String requested) {
        int dot = requested.indexOf(ROUTE_SEPARATOR);
        return dot < 0 ? null : requested.substring(dot + 1);
    }

    /** The same session under another secret ({@code HttpServletRequest.changeSessionId}). */
    public SessionId withNewSecret(SecureRandom random) {
        return withSecret(key, random);
    }

    /** What the grid keeps of this id. */
    public SecretHash secretHash() {
        return SecretHash.ofText(text);
    }

    /** Enough of the key to find a session in logs, and not enough to use it. */
    public static String logged(String key) {
        return key.substring(0, Math.min(LOGGED_LENGTH, key.length())) + "…";
    }

    @Override
    public String toString() {
        return logged(key);
    }

    private static SessionId withSecret(String key, SecureRandom random) {
        return new SessionId(key, key + randomText(random, SECRET_BYTES));
    }

    private static String randomText(SecureRandom random, int size) {
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        return TEXT.encodeToString(bytes);
    }
}
