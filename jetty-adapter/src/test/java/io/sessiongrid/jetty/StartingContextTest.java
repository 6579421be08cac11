package io.sessiongrid.jetty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sessiongrid.contract.Browser;
import io.sessiongrid.contract.ServerPlan;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.http.HttpSessionEvent;
import jakarta.servlet.http.HttpSessionListener;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.server.Handler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@DisplayName("A Jetty context that starts")
class StartingContextTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Many steps of the sweep. */
    private static final Duration LONG_INITIALIZATION = Duration.ofSeconds(2);

    private final List<ServletContextHandler> contexts = new CopyOnWriteArrayList<>();
    private final List<String> events = new CopyOnWriteArrayList<>();
    private final CountDownLatch told = new CountDownLatch(1);
    private volatile boolean gone;
    private final TwoJettyServers servers = new TwoJettyServers(this::handler);

    @AfterEach
    void stopServers() {
        servers.close();
    }

    private Handler handler(ServerPlan.Context plan) {
        ServletContextHandler context = JettyServer.ee11Handler(plan);
        if (plan.path().isEmpty()) {
            context.addEventListener(new Application());
        }
        contexts.add(context);
        return context;
    }

    private final class Application implements ServletContextListener, HttpSessionListener {
        @Override
        public void contextInitialized(ServletContextEvent event) {
            if (gone) {
                try {
                    assertThat(told.await(LONG_INITIALIZATION.toMillis(), TimeUnit.MILLISECONDS))
                            .isFalse();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                events.add("initialized");
            }
        }

        @Override
        public void sessionDestroyed(HttpSessionEvent event) {
            events.add("destroyed");
            told.countDown();
        }
    }

    @Tag("G6")
    @Test
    @DisplayName("tells of expired sessions once it is initialized")
    void tellsOnceItIsInitialized() throws Exception {
        Browser browser = new Browser();
        browser.run(servers.first(), web -> web.session().setMaxInactiveInterval(3));
        for (ServletContextHandler context : contexts) {
            context.stop();
        }
        gone = true;

        servers.startAnother();

        await().atMost(PATIENCE).until(() -> events.contains("destroyed"));
        assertThat(events).containsExactly("initialized", "destroyed");
    }
}
