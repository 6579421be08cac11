package io.sessiongrid.contract;

/** A running application server. */
public interface ContractServer extends AutoCloseable {
    int port();

    /** Stops it as an operator would. */
    @Override
    void close();
}
