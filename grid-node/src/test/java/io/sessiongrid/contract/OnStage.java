package io.sessiongrid.contract;

/** Tests that need two application servers. */
interface OnStage {
    Stage stage();

    default ContractServer first() {
        return stage().first();
    }

    default ContractServer second() {
        return stage().second();
    }
}
