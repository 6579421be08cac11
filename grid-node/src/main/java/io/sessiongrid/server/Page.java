package io.sessiongrid.server;

import java.nio.charset.StandardCharsets;

/** An answer of the {@link HttpListener}. */
record Page(int status, String contentType, String body) {
    static final String TEXT = "text/plain;charset=utf-8";
    private static final String JSON = "application/json";
    private static final int OK = 200;
    private static final int UNAVAILABLE = 503;

    static Page text(String body) {
        return new Page(OK, TEXT, body);
    }

    /** @param name of the one property that says yes or no, which also decides on the status */
    static Page verdict(String name, boolean yes, String reason) {
        return new Page(
                yes ? OK : UNAVAILABLE, JSON, Json.object().put(name, yes).put("reason", reason) + "\n");
    }

    byte[] bytes() {
        return body.getBytes(StandardCharsets.UTF_8);
    }
}
