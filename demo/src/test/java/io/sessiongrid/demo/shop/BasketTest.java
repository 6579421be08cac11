package io.sessiongrid.demo.shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A basket")
class BasketTest {
    private final Basket basket = new Basket();

    @Test
    void countsWhatIsAddedAndRemoved() {
        basket.add("Tea", "n1");
        basket.add("Tea", "n2");
        basket.add("Honey", "n1");
        basket.remove("Tea", "n2");
        basket.remove("Honey", "n1");

        assertThat(basket.quantities()).containsOnly(entry("Tea", 1));
        assertThat(basket.version()).isEqualTo(5);
    }

    @Test
    void isNotChangedByTheRemovalOfWhatIsNotThere() {
        basket.remove("Tea", "n1");

        assertThat(basket.version()).isZero();
    }

    @Test
    void remembersTheLatestChanges() {
        for (int i = 1; i <= 9; i++) {
            basket.add("Tea " + i, "n1");
        }

        assertThat(basket.latest()).hasSize(5).first().isEqualTo("Added Tea 9 on n1");
    }

    @Test
    void doesNotGrowWithoutBounds() {
        for (int i = 0; i < 1000; i++) {
            basket.add("Tea " + i, "n1");
        }

        assertThat(basket.quantities()).hasSize(40);
    }
}
