package io.sessiongrid.contract;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.TestInstance;

/**
 * What any container's adapter must do as a client of a grid that it reaches by a network that fails. The first server
 * is sticky, the second is not.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayNameGeneration(Sentences.class)
public abstract class RemoteGridContract implements GridAway, GoingOnAlone, UnconfirmedChanges {
    private final TestGrid grid = new TestGrid();
    private Stage stage;
    private List<Relay> relays;

    /** Starts an application server of the container under test. */
    protected abstract ContractServer start(ServerPlan plan);

    @BeforeAll
    final void openStage() {
        grid.startMember();
        grid.startMember();
        relays = Stream.generate(() -> new Relay(grid.port(0))).limit(4).toList();
        stage = Stage.on(grid, this::start);
        startServer("n1", 0, true, "fail");
        startServer("n2", 1, false, "fail");
    }

    private ContractServer startServer(String route, int relay, boolean sticky, String whenUnavailable) {
        Map<String, String> settings = new HashMap<>(Map.of("mode", "client", "timeout", TIMEOUT.toMillis() + "ms"));
        settings.put(
                "configLocation", grid.clientConfig(relays.get(relay).port()).toString());
        settings.put("sticky", Boolean.toString(sticky));
        settings.put("whenUnavailable", whenUnavailable);
        return stage.start(route, settings, getClass().getClassLoader(), "");
    }

    @Override
    public final ContractServer startThird() {
        return startServer("n3", 2, false, "fail");
    }

    @Override
    public final ContractServer startLocal() {
        return startServer("n4", 3, false, "local");
    }

    @Override
    public final Relay relayOfLocal() {
        return relays.get(3);
    }

    @AfterAll
    final void closeStage() {
        stage.close();
        relays.forEach(Relay::close);
    }

    @Override
    public final Stage stage() {
        return stage;
    }

    @Override
    public final List<Relay> relays() {
        return relays;
    }
}
