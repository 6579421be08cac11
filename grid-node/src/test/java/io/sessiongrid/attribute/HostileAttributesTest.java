package io.sessiongrid.attribute;

import static org.assertj.core.api.Assertions.assertThatCode;

import io.sessiongrid.hostile.Mutations;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** With inputs of a fixed seed; {@code AttributeFuzz} looks for others. */
@DisplayName("Hostile bytes of an attribute")
class HostileAttributesTest {
    private static final int INPUTS = 30_000;

    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void areReadOrRefusedAtTheCostOfTheirSize() {
        Mutations mutations = new Mutations(5303, HostileAttributes.seeds());
        for (int i = 0; i < INPUTS; i++) {
            byte[] input = mutations.next();

            assertThatCode(() -> HostileAttributes.check(input))
                    .as("%s", HexFormat.of().formatHex(input))
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void areNotWhatWeWrite() {
        for (byte[] input : HostileAttributes.seeds()) {
            assertThatCode(() -> HostileAttributes.check(input)).doesNotThrowAnyException();
        }
    }
}
