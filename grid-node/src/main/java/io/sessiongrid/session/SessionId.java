package io.sessiongrid.session;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Pattern;
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
    private static final char ROUTE_SEPARATOR = '.';

    private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9_-]{" + TEXT_LENGTH + "}");
    private static final Base64.Encoder TEXT = Base64.getUrlEncoder().withoutPadding();

    /** A new id that nobody has seen. */
    public static SessionId generate(SecureRandom random) {
        return withSecret(randomText(random, KEY_BYTES), random);
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
        return SHAPE.matcher(text).matches() ? new SessionId(text.substring(0, KEY_LENGTH), text) : null;
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
