package io.sessiongrid.store;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import org.junit.jupiter.params.provider.MethodSource;

/** Looks for inputs that {@link HostileWire} does not stand; {@code mvn test -pl grid-node -Pfuzz}. */
class WireFuzz {
    static List<byte[]> seeds() {
        return HostileWire.seeds(5);
    }

    @MethodSource("seeds")
    @FuzzTest(maxDuration = "2m")
    void stands(byte[] input) {
        HostileWire.check(input);
    }
}
