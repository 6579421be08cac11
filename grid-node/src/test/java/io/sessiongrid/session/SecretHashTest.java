package io.sessiongrid.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@DisplayName("A secret's hash")
class SecretHashTest {
    @Test
    void isTheFirstHalfOfTheSha256OfTheId() {
        SecretHash hash = SecretHash.ofText("abc");

        assertThat(HexFormat.of().formatHex(hash.array())).isEqualTo("ba7816bf8f01cfea414140de5dae2223");
    }

    @Test
    void isEqualToAnotherOfTheSameId() {
        assertThat(SecretHash.ofText("id"))
                .isEqualTo(SecretHash.ofText("id"))
                .hasSameHashCodeAs(SecretHash.ofText("id"));
    }

    @Test
    void differsFromThatOfAnotherId() {
        assertThat(SecretHash.ofText("id"))
                .isNotEqualTo(SecretHash.ofText("ie"))
                .isNotEqualTo(null);
    }

    @Test
    void isTheSameAfterItTravelledAsBytes() {
        SecretHash hash = SecretHash.ofText("id");

        assertThat(SecretHash.ofBytes(hash.array().clone())).isEqualTo(hash);
    }

    @Test
    void isRefusedInAnotherLength() {
        assertThatThrownBy(() -> SecretHash.ofBytes(new byte[15]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A secret hash has 15 bytes; expected 16");
        assertThatThrownBy(() -> SecretHash.ofBytes(new byte[17])).isInstanceOf(IllegalArgumentException.class);
    }

    @Tag("G16")
    @Test
    void holdsNothingOfTheId() {
        SessionId id = SessionId.generate(new SecureRandom());

        String kept = new String(id.secretHash().array(), StandardCharsets.ISO_8859_1);

        assertThat(kept).doesNotContain(id.text().substring(16, 22));
        assertThat(id.secretHash()).hasToString("SecretHash");
    }
}
