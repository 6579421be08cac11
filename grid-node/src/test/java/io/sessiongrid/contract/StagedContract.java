package io.sessiongrid.contract;

import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.TestInstance;

/** Tests that share two servers of the container under test; a subclass says how one is started. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayNameGeneration(Sentences.class)
abstract class StagedContract implements OnStage {
    private final GridMode mode;
    private final boolean sticky;
    private Stage stage;

    StagedContract(GridMode mode, boolean sticky) {
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
