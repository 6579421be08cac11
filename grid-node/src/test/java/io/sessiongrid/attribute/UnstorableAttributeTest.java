package io.sessiongrid.attribute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The message about a value that cannot be stored")
class UnstorableAttributeTest {
    private final AttributeCodec codec = new JavaCodecProvider().create(AttributeFilter.of(""));

    private static final class Source {}

    @SuppressWarnings("UnusedVariable") // serialized all the same
    private static class Product implements Serializable {
        transient Source unharmful = new Source();
        int price = 1;

        @Nullable
        Object source;

        Product(@Nullable Object source) {
            this.source = source;
        }
    }

    private static final class Book extends Product {
        Book(Object source) {
            super(source);
        }
    }

    private record Cart(Object items) implements Serializable {}

    @Test
    void namesAttributeClassesAndPath() {
        Product good = new Product("x");
        Cart cart = new Cart(new ArrayList<>(List.of(good, good, good, new Book(new Source()))));

        assertThatThrownBy(() -> codec.encode("cart", cart))
                .isExactlyInstanceOf(UnstorableAttributeException.class)
                .hasMessage("Attribute \"cart\" of class " + Cart.class.getName()
                        + " cannot be stored: cart.items[3].source of class " + Source.class.getName()
                        + " is not java.io.Serializable")
                .hasCauseExactlyInstanceOf(NotSerializableException.class);
    }

    @Test
    void namesTheAttributeWhenItIsTheCulprit() {
        assertThat(complaint(new Source())).startsWith("a of class " + Source.class.getName());
    }

    @Test
    void namesTheKeyInAMap() {
        assertThat(complaint(new HashMap<>(Map.of("k", new Source())))).startsWith("a[\"k\"] of class");
        assertThat(complaint(new HashMap<>(Map.of(7, new Source())))).startsWith("a[7] of class");
        assertThat(complaint(Map.of(TimeUnit.DAYS, new Source()))).startsWith("a[DAYS] of class");
    }

    @Test
    void describesOtherKeysByTheirClass() {
        assertThat(complaint(Map.of(new Cart("secret"), new Source())))
                .startsWith("a[key of class " + Cart.class.getName() + "] of class " + Source.class.getName());
    }

    @Test
    void namesAKeyThatIsTheCulprit() {
        assertThat(complaint(Map.of(new Source(), 1)))
                .startsWith("a[key of class " + Source.class.getName() + "] of class " + Source.class.getName());
    }

    @Test
    void countsInNestedArrays() {
        assertThat(complaint(new Object[][] {{1}, {1, 2, new Source()}})).startsWith("a[1][2] of class");
    }

    @Test
    void namesFieldsThatHoldAnOptional() {
        assertThat(complaint(new Cart(Optional.of(1)))).startsWith("a.items of class java.util.Optional is not");
    }

    @Test
    void namesALambdaByItsPath() {
        Supplier<String> lambda = () -> "x";

        assertThat(complaint(new Cart(lambda)))
                .startsWith("a.items of class " + getClass().getName() + "$$Lambda");
    }

    @Test
    void findsTheWayThroughCycles() {
        Product product = new Product(null);
        product.source = Arrays.asList(product, new Cart(new Source()));

        assertThat(complaint(product)).startsWith("a.source[1].items of class");
    }

    private static final class Broken extends AbstractList<Object> implements Serializable {
        private final Object source = new Source();

        @Override
        public Object get(int index) {
            throw new IllegalStateException("walked past " + source);
        }

        @Override
        public int size() {
            return 1;
        }
    }

    @Test
    void survivesCollectionsThatFail() {
        assertThat(complaint(new Broken())).startsWith("a.source of class");
    }

    private static final class Hiding implements Serializable {
        private void writeObject(ObjectOutputStream out) throws IOException {
            out.writeObject(new Source());
        }
    }

    @Test
    void saysWhatItKnowsWhenThereIsNoPath() {
        assertThat(complaint(new Hiding()))
                .isEqualTo("something in it of class " + Source.class.getName() + " is not java.io.Serializable");
    }

    private static final class Failing implements Serializable {
        private void writeObject(ObjectOutputStream out) {
            throw new IllegalStateException("4711");
        }
    }

    @Test
    void namesTheExceptionOfAValueThatFails() {
        assertThatThrownBy(() -> codec.encode("a", new Failing()))
                .isExactlyInstanceOf(UnstorableAttributeException.class)
                .hasMessageEndingWith("its serialization failed with java.lang.IllegalStateException")
                .hasRootCauseMessage("4711");
    }

    private static final class Endless implements Serializable {
        private Object writeReplace() {
            return new Cart(new Endless());
        }
    }

    @Test
    void saysThatAValueHasNoEnd() {
        assertThat(complaint(new Endless())).startsWith("it is nested");
    }

    @Test
    void namesTheClassAndTheSettingThatDoesNotAllowIt() {
        AttributeCodec strict = new JavaCodecProvider().create(AttributeFilter.of(Cart.class.getName()));

        assertThatThrownBy(() -> strict.encode("cart", new Cart(List.of(new Product(null)))))
                .isExactlyInstanceOf(UnstorableAttributeException.class)
                .hasMessageEndingWith("cannot be stored: cart.items[0] needs class " + Product.class.getName()
                        + ", which the setting allowedClasses does not allow");
    }

    @Test
    void prefersTheClassThatCannotBeSerialized() {
        AttributeCodec strict = new JavaCodecProvider().create(AttributeFilter.of(Cart.class.getName()));

        assertThatThrownBy(() -> strict.encode("a", new Cart(new Source())))
                .hasMessageEndingWith("a.items of class " + Source.class.getName() + " is not java.io.Serializable");
    }

    private String complaint(Object value) {
        try {
            codec.encode("a", value);
            return "none";
        } catch (UnstorableAttributeException e) {
            String message = String.valueOf(e.getMessage());
            return message.substring(message.indexOf("stored: ") + "stored: ".length());
        }
    }
}
