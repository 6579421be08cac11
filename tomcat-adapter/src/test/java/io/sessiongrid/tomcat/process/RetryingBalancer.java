package io.sessiongrid.tomcat.process;

import io.sessiongrid.contract.Answer;
import io.sessiongrid.contract.Balancer;
import io.sessiongrid.contract.Browser;
import io.sessiongrid.contract.ContractServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Sends requests to two servers in turn, and to the other one those that a server does not take, as
 * {@code docs/operations.md} asks of balancers: the connection is refused or ends without an answer, or the status is
 * 503.
 */
record RetryingBalancer(List<? extends ContractServer> servers, AtomicInteger turn) implements Balancer {
    RetryingBalancer(List<? extends ContractServer> servers) {
        this(servers, new AtomicInteger());
    }

    @Override
    public Answer ask(Browser browser, String page) {
        int chosen = Math.floorMod(turn.getAndIncrement(), servers.size());
        ContractServer other = servers.get((chosen + 1) % servers.size());
        try {
            Answer answer = browser.askAlone(servers.get(chosen), page);
            return answer.status() == 503 ? alone(browser, other, page) : answer;
        } catch (IOException e) {
            return alone(browser, other, page);
        }
    }

    private static Answer alone(Browser browser, ContractServer server, String page) {
        try {
            return browser.askAlone(server, page);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
