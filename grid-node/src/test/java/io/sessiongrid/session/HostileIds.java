package io.sessiongrid.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.sessiongrid.hostile.Frugality;
import java.nio.charset.StandardCharsets;

/** Whatever a client sends as a session id is one, or none: never an error, and never one that was not sent. */
final class HostileIds {
    private static final long AT_ALL = 1 << 20;

    private HostileIds() {}

    static void check(byte[] input) {
        String requested = new String(input, StandardCharsets.UTF_8);
        Frugality.require(input, AT_ALL, () -> check(requested));
    }

    private static void check(String requested) {
        SessionId id = SessionId.parse(requested);
        String route = SessionId.route(requested);
        if (id != null) {
            assertThat(requested).isEqualTo(route == null ? id.text() : id.text() + "." + route);
            assertThat(id.text()).startsWith(id.key()).matches("[A-Za-z0-9_-]{40}");
            assertThat(id.secretHash()).isEqualTo(SecretHash.ofText(id.text()));
            assertThat(id).hasToString(id.key().substring(0, 6) + "…");
        }
        assertThat(SessionId.foreign(requested).key()).hasSize(16);
    }
}
