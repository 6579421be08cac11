package io.sessiongrid.jetty;

import io.sessiongrid.contract.AppServer;

/** An application server with Jetty EE10; a process of its own in tests. */
final class Ee10Main {
    private Ee10Main() {}

    public static void main(String[] arguments) {
        AppServer.run(arguments, JettyServer::ee10);
    }
}
