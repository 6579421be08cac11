package io.sessiongrid.attribute;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import org.junit.jupiter.params.provider.MethodSource;

/** Looks for inputs that {@link AttributeCodec} does not stand; {@code mvn test -pl grid-node -Pfuzz}. */
class AttributeFuzz {
    static List<byte[]> seeds() {
        return HostileAttributes.seeds();
    }

    @MethodSource("seeds")
    @FuzzTest(maxDuration = "2m")
    void stands(byte[] input) {
        HostileAttributes.check(input);
    }
}
