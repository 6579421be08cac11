package io.sessiongrid.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** One bad attribute costs one attribute; what cannot travel is refused when it is set. */
@Guarantee("G9, G13")
interface BadAttributes extends OnStage {
    /** Not serializable. */
    final class Printer {}

    /** Serializable by name only. */
    record Cart(String owner, List<Object> lines) implements Serializable {}

    private Browser withVanishedClass() {
        Browser browser = new Browser();
        browser.run(first(), web -> {
            web.set("good", "1");
            web.set("bad", FirstServerLoader.greeting());
        });
        return browser;
    }

    @Test
    default void anAttributeOfAVanishedClassReadsAsAbsent() {
        Browser browser = withVanishedClass();

        assertThat(browser.read(second(), "bad")).isEqualTo("null");
    }

    @Test
    default void anAttributeOfAVanishedClassCostsNoOtherAttribute() {
        Browser browser = withVanishedClass();
        browser.read(second(), "bad");

        assertThat(browser.read(second(), "good")).isEqualTo("1");
        browser.write(second(), "more", "2");
        assertThat(browser.read(first(), "more")).isEqualTo("2");
    }

    @Test
    default void anAttributeOfAVanishedClassIsKeptForServersThatCanReadIt() {
        Browser browser = withVanishedClass();
        browser.read(second(), "bad");
        browser.write(second(), "good", "2");

        assertThat(browser.read(first(), "bad")).isEqualTo("hello");
    }

    @Test
    default void anAttributeOfAVanishedClassIsNotListedOnceItWasTried() {
        Browser browser = withVanishedClass();
        browser.read(second(), "bad");

        assertThat(names(browser, second())).containsExactly("good");
        assertThat(names(browser, first())).containsExactlyInAnyOrder("good", "bad");
    }

    @Test
    default void aListedAttributeHasAValue() {
        Browser browser = withVanishedClass();

        Answer answer = browser.run(second(), web -> {
            for (String name : Collections.list(web.session().getAttributeNames())) {
                web.print(name + "=" + web.get(name) + ";");
            }
        });

        assertThat(answer.body()).isEqualTo("good=1;");
    }

    @Test
    default void anAttributeOfAVanishedClassCanBeReplacedAndRemoved() {
        Browser browser = withVanishedClass();
        browser.write(second(), "bad", "replaced");
        assertThat(browser.read(first(), "bad")).isEqualTo("replaced");

        Browser another = withVanishedClass();
        another.run(second(), web -> web.session().removeAttribute("bad"));
        assertThat(another.read(first(), "bad")).isEqualTo("null");
    }

    @Test
    default void aSessionWithAVanishedClassCanBeRotatedAndEnded() {
        Browser browser = withVanishedClass();
        browser.run(second(), web -> web.request().changeSessionId());
        assertThat(browser.read(first(), "bad")).isEqualTo("hello");

        browser.run(second(), web -> web.session().invalidate());
        assertThat(browser.hasSession(first())).isFalse();
    }

    private static List<String> names(Browser browser, ContractServer server) {
        String names = browser.run(
                        server,
                        web -> web.print(
                                String.join(" ", Collections.list(web.session().getAttributeNames()))))
                .body();
        return List.of(names.split(" ", -1));
    }

    @Test
    default void aValueThatCannotTravelIsRefusedWithItsNameAndClass() {
        new Browser()
                .run(
                        first(),
                        web -> assertThatIllegalArgumentException()
                                .isThrownBy(() -> web.set("device", new Printer()))
                                .withMessageContaining("device")
                                .withMessageContaining(Printer.class.getName()));
    }

    @Test
    default void aValueThatCannotTravelIsRefusedWithThePathToTheOffendingField() {
        Map<String, Object> line = new HashMap<>(Map.of("printedBy", new Printer()));
        Cart cart = new Cart("Ada", new ArrayList<>(List.of("book", line)));

        new Browser()
                .run(
                        first(),
                        web -> assertThatIllegalArgumentException()
                                .isThrownBy(() -> web.set("cart", cart))
                                .withMessageContaining("cart")
                                .withMessageContaining(Printer.class.getName())
                                .withMessageContaining("lines"));
    }

    @Test
    default void aRefusedValueLeavesTheRestOfTheSessionUnharmed() {
        Browser browser = new Browser();
        browser.write(first(), "device", "known");

        browser.run(first(), web -> {
            web.set("before", "1");
            assertThatIllegalArgumentException().isThrownBy(() -> web.set("device", new Printer()));
            web.set("after", "2");
            web.print(Objects.toString(web.get("device")));
        });

        assertThat(browser.read(second(), "device")).isEqualTo("known");
        assertThat(browser.read(second(), "before")).isEqualTo("1");
        assertThat(browser.read(second(), "after")).isEqualTo("2");
    }

    @Test
    default void aValueThatCanNoLongerTravelKeepsItsLastStateAndHarmsNoOther() {
        Browser browser = new Browser();
        browser.write(first(), "cart", new Cart("Ada", new ArrayList<>(List.of("book"))));

        browser.run(first(), web -> {
            web.set("other", "1");
            web.get("cart", Cart.class).lines().add(new Printer());
        });

        assertThat(browser.read(second(), "other")).isEqualTo("1");
        assertThat(browser.read(second(), "cart")).isEqualTo("Cart[owner=Ada, lines=[book]]");
    }
}
