package io.sessiongrid.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What settings change in any container, as seen over HTTP. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayNameGeneration(Sentences.class)
public abstract class SettingsContract implements OnStage {
    private static final int MANY = 20;

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final String IGNORED = Page.running(ContractApplication.IGNORED, web -> web.print(web.get("a")));

    private Stage stage;

    /** Starts an application server of the container under test. */
    protected abstract ContractServer start(ServerPlan plan);

    @BeforeAll
    final void openStage() {
        Map<String, String> settings = Map.of(
                "touchInterval", "1ms",
                "requestUriIgnorePattern", ContractApplication.IGNORED,
                "unreadableAttribute", "fail");
        stage = Stage.open(GridMode.EMBEDDED, settings, this::start);
    }

    @AfterAll
    final void closeStage() {
        stage.close();
    }

    @Override
    public final Stage stage() {
        return stage;
    }

    /** How often the session was written when all touches of {@code browser}'s requests have arrived. */
    private long writesWhenQuiet(Browser browser) {
        return await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> new long[] {writes(browser), writes(browser)}, writes -> writes[0] == writes[1])[0];
    }

    private long writes(Browser browser) {
        return stage.grid().writes(browser.cookie());
    }

    @Test
    final void aRequestThatReadsItsSessionTouchesIt() {
        Browser browser = new Browser();
        browser.write(first(), "a", "1");
        long before = writes(browser);

        await().atMost(PATIENCE).until(() -> {
            browser.read(first(), "a");
            return writes(browser) > before;
        });
    }

    @Test
    final void aRequestWhoseUriIsIgnoredDoesNotTouchItsSession() {
        Browser browser = new Browser();
        browser.write(first(), "a", "1");
        long before = writesWhenQuiet(browser);

        for (int i = 0; i < MANY; i++) {
            assertThat(browser.fetch(first(), IGNORED).body()).isEqualTo("1");
            assertThat(browser.fetch(second(), IGNORED).body()).isEqualTo("1");
        }

        assertThat(writesWhenQuiet(browser)).isEqualTo(before);
    }

    @Test
    @Guarantee("G9")
    final void anAttributeOfAVanishedClassFailsWhenItIsRead() {
        Browser browser = withVanishedClass();

        String failure = browser.run(second(), web -> web.print(catchThrowable(() -> web.get("bad"))))
                .body();

        assertThat(failure).contains("UnreadableAttributeException", "GreetingOfTheOne");
    }

    @Test
    @Guarantee("G9")
    final void anAttributeOfAVanishedClassCostsNoOtherAttribute() {
        Browser browser = withVanishedClass();
        browser.ask(second(), Page.running(web -> web.get("bad")));

        assertThat(browser.read(second(), "good")).isEqualTo("1");
        browser.write(second(), "good", "2");
        assertThat(browser.read(first(), "good")).isEqualTo("2");
        assertThat(browser.read(first(), "bad")).isEqualTo("hello");
    }

    private Browser withVanishedClass() {
        Browser browser = new Browser();
        browser.run(first(), web -> {
            web.set("good", "1");
            web.set("bad", FirstServerLoader.greeting());
        });
        return browser;
    }
}
