package io.sessiongrid.session;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import org.junit.jupiter.params.provider.MethodSource;

/** Looks for inputs that {@link SessionId} does not stand; {@code mvn test -pl grid-node -Pfuzz}. */
class SessionIdFuzz {
    static List<byte[]> seeds() {
        return HostileIdsTest.SEEDS;
    }

    @MethodSource("seeds")
    @FuzzTest(maxDuration = "2m")
    void stands(byte[] input) {
        HostileIds.check(input);
    }
}
