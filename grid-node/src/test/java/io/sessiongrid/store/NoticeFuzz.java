package io.sessiongrid.store;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import org.junit.jupiter.params.provider.MethodSource;

/** Looks for inputs that {@link Notice} does not stand; {@code mvn test -pl grid-node -Pfuzz}. */
class NoticeFuzz {
    static List<byte[]> seeds() {
        return NoticeTest.SEEDS;
    }

    @MethodSource("seeds")
    @FuzzTest(maxDuration = "2m")
    void stands(byte[] input) {
        NoticeTest.check(input);
    }
}
