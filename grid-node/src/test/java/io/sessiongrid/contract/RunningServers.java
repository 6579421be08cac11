package io.sessiongrid.contract;

import io.sessiongrid.contract.ProcessGrid.Server;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Chooses among the servers whose processes run.
 *
 * @param sticky a request goes to the server that its session id names, as long as that lives; else to each in turn
 */
record RunningServers(ProcessGrid grid, boolean sticky, AtomicInteger turn) implements Balancer {
    RunningServers(ProcessGrid grid, boolean sticky) {
        this(grid, sticky, new AtomicInteger());
    }

    @Override
    public Answer ask(Browser browser, String page) {
        return browser.ask(choose(browser.cookie()), page);
    }

    private Server choose(String cookie) {
        List<Server> running = grid.running();
        Server next = running.get(Math.floorMod(turn.getAndIncrement(), running.size()));
        return running.stream()
                .filter(server -> sticky && cookie.endsWith("." + server.route()))
                .findFirst()
                .orElse(next);
    }
}
