package io.sessiongrid.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the Servlet specification says about attributes, on two servers. */
@Guarantee("Servlet 6.1 §7.4")
interface AttributeRules extends OnStage {
    /** In bytes. */
    int LARGE = 5_000_000;

    int MANY_ATTRIBUTES = 1_000;

    @Test
    default void settingNullRemoves() {
        Browser browser = new Browser();
        browser.write(first(), "a", "1");

        browser.write(second(), "a", null);

        assertThat(browser.read(first(), "a")).isEqualTo("null");
        assertThat(names(browser, first())).isEmpty();
    }

    @Test
    default void removingWhatIsNotThereDoesNothing() {
        Browser browser = new Browser();
        browser.write(first(), "a", "1");

        browser.run(second(), web -> web.session().removeAttribute("unknown"));
        browser.run(second(), web -> web.set("unknown", null));

        assertThat(names(browser, first())).containsExactly("a");
    }

    @Test
    default void aNullNameHarmsNothing() {
        Browser browser = new Browser();

        browser.run(first(), web -> {
            web.set("a", "1");
            @SuppressWarnings("NullAway") // that is the test
            Throwable refused = catchThrowable(() -> web.session().setAttribute(null, "2"));
            assertThat(refused).isInstanceOfAny(IllegalArgumentException.class, NullPointerException.class);
        });

        assertThat(names(browser, second())).containsExactly("a");
    }

    @Test
    default void theNamesOfAllAttributesAreListedOnBothServers() {
        Browser browser = new Browser();
        browser.run(first(), web -> {
            web.set("a", "1");
            web.set("b", "2");
        });
        browser.write(second(), "c", "3");

        assertThat(names(browser, first())).containsExactly("a", "b", "c");
        assertThat(names(browser, second())).containsExactly("a", "b", "c");
    }

    @Test
    default void namesAndTextsOfAnyScriptTravel() {
        List<String> names = List.of("", " ", "köln", "購物車", "سلة", "корзина", "🛒", "a.b/c;d=e", "x".repeat(10_000));
        Browser browser = new Browser();
        browser.run(first(), web -> names.forEach(name -> web.set(name, "value of " + name)));

        browser.run(second(), web -> {
            for (String name : names) {
                assertThat(web.get(name)).isEqualTo("value of " + name);
            }
        });
    }

    @Test
    default void aNameThatIsNoTextIsRefused() {
        Browser browser = new Browser();

        browser.run(first(), web -> {
            web.set("a", "1");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> web.set("half a surrogate pair: \ud83d", "2"))
                    .withMessageContaining("half of a surrogate pair");
        });

        assertThat(names(browser, second())).containsExactly("a");
    }

    @Test
    default void emptyValuesTravel() {
        Browser browser = new Browser();
        browser.run(first(), web -> {
            web.set("text", "");
            web.set("bytes", new byte[0]);
            web.set("list", List.of());
        });

        browser.run(second(), web -> {
            assertThat(web.get("text")).isEqualTo("");
            assertThat(web.get("bytes")).isEqualTo(new byte[0]);
            assertThat(web.get("list")).isEqualTo(List.of());
        });
    }

    @Test
    default void anAttributeOfFiveMegabytesTravels() {
        byte[] large = new byte[LARGE];
        Arrays.fill(large, (byte) 7);
        Browser browser = new Browser();
        browser.write(first(), "large", large);

        browser.run(
                second(),
                web -> assertThat(Arrays.equals((byte[]) web.get("large"), large))
                        .isTrue());
    }

    @Test
    default void aThousandAttributesTravel() {
        Browser browser = new Browser();
        browser.run(first(), web -> IntStream.range(0, MANY_ATTRIBUTES).forEach(i -> web.set("a" + i, i)));

        browser.run(
                second(),
                web -> IntStream.range(0, MANY_ATTRIBUTES)
                        .forEach(i -> assertThat(web.get("a" + i)).isEqualTo(i)));
        assertThat(names(browser, second())).hasSize(MANY_ATTRIBUTES);
    }

    @Test
    default void aRequestSeesItsOwnChanges() {
        new Browser().run(first(), web -> {
            web.set("a", "1");
            assertThat(web.get("a")).isEqualTo("1");
            web.set("a", "2");
            assertThat(web.get("a")).isEqualTo("2");
            web.session().removeAttribute("a");
            assertThat(web.get("a")).isNull();
        });
    }

    @Test
    default void aRequestGetsBackTheObjectThatItSet() {
        new Browser().run(first(), web -> {
            List<String> list = new ArrayList<>();
            web.set("a", list);
            assertThat(web.get("a")).isSameAs(list);
        });
    }

    @Test
    default void contextsDoNotSeeEachOthersAttributes() {
        Browser browser = new Browser();
        browser.write(first(), "a", "of the root");

        Answer other = browser.fetch(
                first(),
                Stage.OTHER
                        + Page.running(web -> {
                            web.print(web.get("a"));
                            web.set("a", "of the other");
                        }));

        assertThat(other.body()).isEqualTo("null");
        assertThat(browser.read(second(), "a")).isEqualTo("of the root");
        assertThat(browser.fetch(second(), Stage.OTHER + Page.running(web -> web.print(web.get("a"))))
                        .body())
                .isEqualTo("of the other");
    }

    private static Set<String> names(Browser browser, ContractServer server) {
        String names = browser.run(
                        server,
                        web -> web.print(
                                String.join(" ", Collections.list(web.session().getAttributeNames()))))
                .body();
        return Arrays.stream(names.split(" ", -1))
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
