package io.sessiongrid.tomcat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sessiongrid.contract.Browser;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpSessionEvent;
import jakarta.servlet.http.HttpSessionListener;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.catalina.Context;
import org.apache.catalina.Lifecycle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@DisplayName("A Tomcat context that starts")
class StartingContextTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Many steps of the sweep. */
    private static final Duration LONG_INITIALIZATION = Duration.ofSeconds(2);

    private final List<Context> roots = new CopyOnWriteArrayList<>();
    private final List<String> events = new CopyOnWriteArrayList<>();
    private final CountDownLatch told = new CountDownLatch(1);
    private volatile boolean gone;
    private final TwoTomcatServers servers = new TwoTomcatServers(Map.of(), this::configure);

    @AfterEach
    void stopServers() {
        servers.close();
    }

    private void configure(Context context) {
        if (context.getPath().isEmpty()) {
            roots.add(context);
            context.addLifecycleListener(event -> {
                if (event.getType().equals(Lifecycle.CONFIGURE_START_EVENT)) {
                    context.addServletContainerInitializer((classes, application) -> begin(application), Set.of());
                }
            });
        }
    }

    private void begin(ServletContext application) {
        application.addListener(new Listener());
        application.addServlet("slow", new SlowServlet()).setLoadOnStartup(1);
    }

    private final class Listener implements HttpSessionListener {
        @Override
        public void sessionDestroyed(HttpSessionEvent event) {
            events.add("destroyed");
            told.countDown();
        }
    }

    private final class SlowServlet extends HttpServlet {
        private static final long serialVersionUID = 1;

        @Override
        public void init() {
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
    }

    @Tag("G6")
    @Test
    @DisplayName("tells of expired sessions once its servlets are initialized")
    void tellsOnceItIsInitialized() throws Exception {
        Browser browser = new Browser();
        browser.run(servers.first(), web -> web.session().setMaxInactiveInterval(3));
        for (Context root : roots) {
            root.stop();
        }
        gone = true;

        roots.get(0).start();

        await().atMost(PATIENCE).until(() -> events.contains("destroyed"));
        assertThat(events).containsExactly("initialized", "destroyed");
    }
}
