package io.sessiongrid.contract;

import io.sessiongrid.contract.ProcessGrid.Server;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Chooses a server that runs for each request, as a load balancer does.
 *
 * @param sticky a request goes to the server that its session id names, as long as that lives; else to each in turn
 */
record Balancer(ProcessGrid grid, boolean sticky, AtomicInteger turn) {
    Balancer(ProcessGrid grid, boolean sticky) {
        this(grid, sticky, new AtomicInteger());
    }

    Server choose(String cookie) {
        List<Server> running = grid.running();
        Server next = running.get(Math.floorMod(turn.getAndIncrement(), running.size()));
        return running.stream()
                .filter(server -> sticky && cookie.endsWith("." + server.route()))
                .findFirst()
                .orElse(next);
    }
}
