package io.sessiongrid.contract;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A request and its response, with the few words that most tests need. */
public record Exchange(HttpServletRequest request, HttpServletResponse response) {
    /** The session of the request, a new one if there is none. */
    public HttpSession session() {
        return request.getSession();
    }

    /** The session of the request, or null. */
    public @Nullable HttpSession existingSession() {
        return request.getSession(false);
    }

    public @Nullable Object get(String name) {
        return session().getAttribute(name);
    }

    /** The attribute, which must be there and of that type. */
    public <T> T get(String name, Class<T> type) {
        return type.cast(Objects.requireNonNull(get(name), name));
    }

    public void set(String name, @Nullable Object value) {
        session().setAttribute(name, value);
    }

    public void print(@Nullable Object text) throws IOException {
        response.getWriter().print(text);
    }

    /** Makes the first byte of the response leave. */
    public void flush() throws IOException {
        response.getWriter().flush();
        response.flushBuffer();
    }

    /** Sends all of a response whose length is known, while the servlet goes on. */
    public void answerCompletely(String body) throws IOException {
        response.setContentLength(body.length());
        print(body);
        flush();
    }
}
