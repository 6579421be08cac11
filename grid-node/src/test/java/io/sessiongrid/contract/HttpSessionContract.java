package io.sessiongrid.contract;

import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.TestInstance;

/**
 * What any container's adapter must do, with any balancer in front of it. Each test uses sessions of its own on two
 * servers that the whole class shares; a subclass says how a server is started.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayNameGeneration(Sentences.class)
public abstract class HttpSessionContract
        implements ReadYourWrites,
                ResponsesWithoutBody,
                ChangesWhileStreaming,
                NothingAfterTheResponse,
                OverlappingRequests,
                EndedMeansEnded,
                IdRotation,
                StaleCopies,
                ChangesInPlace,
                BadAttributes,
                AttributeRules,
                IdRules,
                LifetimeRules,
                ExpiryRules,
                ActivationRules,
                ListenerRules,
                CostFollowsTheChange,
                GridStandsStill {
    private final GridMode mode;
    private final boolean sticky;
    private Stage stage;

    protected HttpSessionContract(GridMode mode, boolean sticky) {
        this.mode = mode;
        this.sticky = sticky;
    }

    /** Starts an application server of the container under test. */
    protected abstract ContractServer start(ServerPlan plan);

    @BeforeAll
    final void openStage() {
        stage = Stage.open(mode, Map.of("sticky", Boolean.toString(sticky)), this::start);
    }

    @AfterAll
    final void closeStage() {
        stage.close();
    }

    @Override
    public final Stage stage() {
        return stage;
    }
}
