package io.sessiongrid.tomcat;

import io.sessiongrid.session.SessionId;
import jakarta.servlet.http.Cookie;
import java.util.Base64;
import java.util.Iterator;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.catalina.authenticator.SavedRequest;
import org.apache.tomcat.util.buf.ByteChunk;

/** Tomcat's saved request as text and back. */
final class InterruptedRequest {
    /** Passwords and session ids are nowhere but where they came from. */
    private static final Set<String> CREDENTIALS = Set.of("authorization", "proxy-authorization", "cookie");

    private InterruptedRequest() {}

    static FormText text(SavedRequest request) {
        FormText text = new FormText()
                .add("method", request.getMethod())
                .add("uri", request.getRequestURI())
                .add("decodedUri", request.getDecodedRequestURI())
                .add("query", request.getQueryString())
                .add("contentType", request.getContentType());
        if (request.getOriginalMaxInactiveIntervalOptional() != null) {
            text.add(
                    "maxInactive",
                    request.getOriginalMaxInactiveIntervalOptional().toString());
        }
        ByteChunk body = request.getBody();
        if (body != null) {
            byte[] bytes = new byte[body.getLength()];
            System.arraycopy(body.getBytes(), body.getStart(), bytes, 0, bytes.length);
            text.add("body", Base64.getEncoder().encodeToString(bytes));
        }
        each(request.getHeaderNames(), name -> {
            if (!CREDENTIALS.contains(name.toLowerCase(Locale.ROOT))) {
                each(request.getHeaderValues(name), value -> text.add("header", name + ":" + value));
            }
        });
        each(request.getCookies(), cookie -> {
            if (SessionId.parse(cookie.getValue()) == null) {
                text.add("cookie", cookie.getName() + "=" + cookie.getValue());
            }
        });
        each(request.getLocales(), locale -> text.add("locale", locale.toLanguageTag()));
        return text;
    }

    static SavedRequest read(FormText text) {
        SavedRequest request = new SavedRequest();
        request.setMethod(text.first("method"));
        request.setRequestURI(text.first("uri"));
        request.setDecodedRequestURI(text.first("decodedUri"));
        request.setQueryString(text.first("query"));
        request.setContentType(text.first("contentType"));
        String interval = text.first("maxInactive");
        if (interval != null) {
            request.setOriginalMaxInactiveInterval(Integer.parseInt(interval));
        }
        String body = text.first("body");
        if (body != null) {
            byte[] bytes = Base64.getDecoder().decode(body);
            ByteChunk chunk = new ByteChunk();
            chunk.setBytes(bytes, 0, bytes.length);
            request.setBody(chunk);
        }
        for (String header : text.all("header")) {
            int colon = header.indexOf(':');
            request.addHeader(header.substring(0, colon), header.substring(colon + 1));
        }
        for (String cookie : text.all("cookie")) {
            int equals = cookie.indexOf('=');
            request.addCookie(new Cookie(cookie.substring(0, equals), cookie.substring(equals + 1)));
        }
        text.all("locale").forEach(tag -> request.addLocale(Locale.forLanguageTag(tag)));
        return request;
    }

    private static <T> void each(Iterator<T> values, Consumer<T> action) {
        values.forEachRemaining(action);
    }
}
