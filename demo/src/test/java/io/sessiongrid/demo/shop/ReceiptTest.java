package io.sessiongrid.demo.shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A receipt")
class ReceiptTest {
    @Test
    void isReadAsItWasWritten() {
        Receipt receipt = new Receipt("n1", "visit", Map.of("tea", 1, "s1-20", 2));

        assertThat(Receipt.parse(receipt.toText())).isEqualTo(receipt);
    }

    @Test
    void mayBeEmpty() {
        Receipt receipt = new Receipt("n1", "visit", Map.of());

        assertThat(Receipt.parse(receipt.toText())).isEqualTo(receipt);
    }

    @Test
    void isRefusedIfItIsCutOff() {
        assertThatIllegalArgumentException().isThrownBy(() -> Receipt.parse("n1\nvisit\ntea=1"));
    }
}
