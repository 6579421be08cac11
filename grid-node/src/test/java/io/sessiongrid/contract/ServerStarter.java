package io.sessiongrid.contract;

/** All that a container has to tell the contract. */
@FunctionalInterface
public interface ServerStarter {
    ContractServer start(ServerPlan plan);
}
