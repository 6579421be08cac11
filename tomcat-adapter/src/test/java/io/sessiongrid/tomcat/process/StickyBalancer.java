package io.sessiongrid.tomcat.process;

import io.sessiongrid.contract.Answer;
import io.sessiongrid.contract.Balancer;
import io.sessiongrid.contract.Browser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * Sends a request to the server that the session id names, and elsewhere only if that server does not take it, as
 * {@link RetryingBalancer} does.
 *
 * @param servers by route
 */
record StickyBalancer(List<Routed> servers) implements Balancer {
    /** A server and the route by which ids name it. */
    record Routed(String route, ServerProcess server) {}

    @Override
    public Answer ask(Browser browser, String page) {
        IOException refusal = null;
        Answer last = null;
        for (Routed each : inTurn(browser.cookie())) {
            try {
                last = browser.askAlone(each.server(), page);
                if (last.status() != 503) {
                    return last;
                }
            } catch (IOException e) {
                refusal = e;
            }
        }
        if (last == null) {
            throw new UncheckedIOException(refusal);
        }
        return last;
    }

    private List<Routed> inTurn(String cookie) {
        return servers.stream()
                .sorted((one, other) -> Boolean.compare(isNamed(other, cookie), isNamed(one, cookie)))
                .toList();
    }

    private static boolean isNamed(Routed server, String cookie) {
        return cookie.endsWith("." + server.route());
    }
}
