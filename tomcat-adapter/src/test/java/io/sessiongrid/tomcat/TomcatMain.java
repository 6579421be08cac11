package io.sessiongrid.tomcat;

import io.sessiongrid.contract.AppServer;

/** An application server with Tomcat; a process of its own in tests. */
final class TomcatMain {
    private TomcatMain() {}

    public static void main(String[] arguments) {
        AppServer.run(arguments, TomcatServer::start);
    }
}
