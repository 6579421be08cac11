package io.sessiongrid.jetty;

import io.sessiongrid.contract.AppServer;

/** An application server with Jetty EE11; a process of its own in tests. */
final class Ee11Main {
    private Ee11Main() {}

    public static void main(String[] arguments) {
        AppServer.run(arguments, JettyServer::ee11);
    }
}
