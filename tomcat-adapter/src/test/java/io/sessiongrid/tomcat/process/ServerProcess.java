package io.sessiongrid.tomcat.process;

import io.sessiongrid.contract.ContractServer;

/** An app server that may be stopped and started again at the same port. */
interface ServerProcess extends ContractServer {
    /** The process of its last start. */
    Child child();

    /** Waits until it takes requests. */
    void awaitStarted();

    /** Does not wait for the server. */
    void startAgain();

    @Override
    default void close() {
        child().close();
    }
}
