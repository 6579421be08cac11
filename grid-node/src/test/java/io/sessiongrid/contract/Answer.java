package io.sessiongrid.contract;

import java.util.List;

/** A complete response. */
public record Answer(int status, String body, List<String> cookies, List<String> retryAfter, List<String> location) {
    public Answer {
        cookies = List.copyOf(cookies);
        retryAfter = List.copyOf(retryAfter);
        location = List.copyOf(location);
    }
}
