package io.sessiongrid.tomcat.process;

import io.sessiongrid.contract.Browser;
import io.sessiongrid.contract.ContractServer;
import java.util.List;
import java.util.concurrent.CompletionException;

/**
 * A dedicated member, started as an operator does.
 *
 * @param port of its HTTP listener
 */
record DedicatedMember(Child child, int port) implements ContractServer {
    /**
     * Does not wait for the member.
     *
     * @param addresses of all members that there may be
     * @param firstPort that it tries for the grid
     */
    static DedicatedMember start(
            String cluster, String addresses, int firstPort, int httpPort, List<String> jvmOptions) {
        List<String> arguments = List.of(
                "start",
                "--cluster-name=" + cluster,
                "--members=" + addresses,
                "--port=" + firstPort,
                "--http=" + httpPort);
        return new DedicatedMember(GridNodeCommand.start("member", jvmOptions, arguments), httpPort);
    }

    void awaitJoined() {
        child.awaitOutput("Joined cluster");
    }

    /** The status of {@code /health/} and what is asked for; 0 if there is no answer. */
    int health(String what) {
        try {
            return new Browser().ask(this, "/health/" + what).status();
        } catch (CompletionException e) {
            return 0;
        }
    }

    @Override
    public void close() {
        child.close();
    }
}
