package io.sessiongrid.session;

import static org.assertj.core.api.Assertions.assertThatCode;

import io.sessiongrid.hostile.Mutations;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** With inputs of a fixed seed; {@code SessionIdFuzz} looks for others. */
@DisplayName("A hostile session id")
class HostileIdsTest {
    private static final int INPUTS = 20_000;

    static final List<byte[]> SEEDS = Stream.of(
                    "0123456789abcdef0123456789abcdef01234567",
                    "0123456789abcdef0123456789abcdef01234567.route",
                    "-_-_-_-_-_-_-_-_-_-_-_-_-_-_-_-_-_-_-_-_.a.b",
                    "A5B1C2D3E4F5061728394A5B6C7D8E9F.jvm1",
                    "node01abcdefghij0.node0",
                    "..",
                    "")
            .map(text -> text.getBytes(StandardCharsets.UTF_8))
            .toList();

    @Test
    void isWhatItSaysOrNone() {
        Mutations mutations = new Mutations(5303, SEEDS);
        for (int i = 0; i < INPUTS; i++) {
            byte[] input = mutations.next();

            assertThatCode(() -> HostileIds.check(input))
                    .as("%s", new String(input, StandardCharsets.UTF_8))
                    .doesNotThrowAnyException();
        }
    }
}
