package io.sessiongrid.tomcat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a browser answers to a challenge of HTTP digest authentication (RFC 7616), with MD5 and qop auth. */
final class Digest {
    private Digest() {}

    static String answer(String challenge, String user, String password, String method, String uri) {
        String realm = part(challenge, "realm");
        String nonce = part(challenge, "nonce");
        String first = md5(user + ":" + realm + ":" + password);
        String second = md5(method + ":" + uri);
        String response = md5(first + ":" + nonce + ":00000001:cafe:auth:" + second);
        return "Digest username=\"" + user + "\", realm=\"" + realm + "\", nonce=\"" + nonce + "\", uri=\"" + uri
                + "\", algorithm=MD5, response=\"" + response + "\", opaque=\"" + part(challenge, "opaque")
                + "\", qop=auth, nc=00000001, cnonce=\"cafe\"";
    }

    private static String part(String challenge, String name) {
        Matcher matcher = Pattern.compile(name + "=\"([^\"]*)\"").matcher(challenge);
        if (!matcher.find()) {
            throw new IllegalArgumentException("No " + name + " in " + challenge);
        }
        return matcher.group(1);
    }

    private static String md5(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.ISO_8859_1)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
