package io.sessiongrid.jetty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.LifecycleEvent.LifecycleState;
import io.sessiongrid.contract.Answer;
import io.sessiongrid.contract.Browser;
import io.sessiongrid.contract.Gate;
import io.sessiongrid.contract.Page;
import io.sessiongrid.contract.ServerPlan;
import io.sessiongrid.store.MemberState;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@DisplayName("A Jetty server that is a member and is told to stop")
@Tag("G20")
class LeavingServerTest {
    /** Whether the first server's member still ran when a context ended. */
    private final List<Boolean> running = new CopyOnWriteArrayList<>();

    private final TwoJettyServers servers = new TwoJettyServers(this::handler);

    private final HazelcastInstance member = servers.first().grid().node().hazelcast();

    /** Whether the member told others, when it began to leave, that it does. */
    private final List<Boolean> toldOthers = new CopyOnWriteArrayList<>();

    @AfterEach
    void stopServers() {
        servers.close();
    }

    private Handler handler(ServerPlan.Context plan) {
        ServletContextHandler context = JettyServer.ee11Handler(plan);
        context.addEventListener(new ServletContextListener() {
            @Override
            public void contextDestroyed(ServletContextEvent event) {
                running.add(member.getLifecycleService().isRunning());
            }
        });
        return new GracefulHandler(context);
    }

    @Test
    @DisplayName("answers the request that runs, and what that wrote is on the other server")
    void answersWhatRuns() {
        Browser browser = new Browser();
        browser.write(servers.first(), "cart", "empty");
        MemberState state = MemberState.of(member);
        member.getLifecycleService().addLifecycleListener(event -> {
            if (event.getState() == LifecycleState.SHUTTING_DOWN) {
                toldOthers.add(state.isLeaving());
            }
        });
        servers.first().drainFor(Duration.ofSeconds(60));
        try (Gate gate = new Gate()) {
            CompletableFuture<Answer> held = browser.start(servers.first(), Page.running(web -> {
                gate.pass();
                web.set("cart", "full");
            }));
            gate.awaitArrival();

            int port = servers.first().port();
            CompletableFuture<Void> stopped = CompletableFuture.runAsync(servers.first()::close);
            await().atMost(Duration.ofSeconds(60)).until(() -> refuses(port));
            gate.open();

            assertThat(held.join().status()).isEqualTo(200);
            stopped.join();
        }
        assertThat(browser.read(servers.second(), "cart")).isEqualTo("full");
        assertThat(running).isNotEmpty().containsOnly(true);
        assertThat(toldOthers).containsExactly(true);
    }

    private static boolean refuses(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return !socket.isConnected();
        } catch (IOException e) {
            return true;
        }
    }
}
