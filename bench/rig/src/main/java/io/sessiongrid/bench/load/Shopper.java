package io.sessiongrid.bench.load;

import io.sessiongrid.bench.contender.Routing;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One client with a connection to each server and some sessions of its own, one request after the other. Every answer
 * is checked: it must show the last write that was confirmed. Used by one thread.
 */
final class Shopper implements AutoCloseable {
    private final Cell cell;
    private final List<Connection> connections;
    private final List<Visit> visits;
    private final Random random;
    private int server;
    private boolean alternates;

    /** @param home the server that gets its requests while it is sticky */
    Shopper(Cell cell, List<Integer> ports, int home, int sessions) {
        this.cell = cell;
        this.connections = ports.stream().map(Connection::new).toList();
        this.visits = Stream.generate(Visit::new).limit(sessions).toList();
        this.random = new Random(home);
        this.server = home % ports.size();
        this.alternates = cell.routing() == Routing.ALTERNATING;
    }

    /** Begins all sessions; throws {@link IOException} if one cannot. */
    void begin() throws IOException {
        for (Visit visit : visits) {
            begin(visit);
        }
    }

    private void begin(Visit visit) throws IOException {
        visit.forget();
        Connection.Answer answer = ask("/?do=begin&bytes=" + cell.bytes(), visit);
        if (answer.status() != 200) {
            throw new IOException("No session could begin: " + answer.status() + " " + answer.body());
        }
    }

    /** One request for each session. */
    void round(Tally tally) {
        visits.forEach(visit -> use(visit, tally));
    }

    private void use(Visit visit, Tally tally) {
        boolean writes = cell.writes() > random.nextInt(100);
        long write = writes ? visit.nextWrite() : 0;
        long started = System.nanoTime();
        try {
            Connection.Answer answer = ask(path(visit, writes ? write : null), visit);
            tally.answered(System.nanoTime() - started);
            if (check(answer, visit, tally) && writes) {
                visit.confirmed(write);
            }
        } catch (IOException e) {
            tally.failed();
        }
    }

    private String path(Visit visit, @Nullable Long write) {
        return "/?do=use&last=" + visit.last() + (write == null ? "" : "&write=" + write)
                + (cell.contentLength() ? "&length" : "");
    }

    /** False if the request did nothing. */
    private boolean check(Connection.Answer answer, Visit visit, Tally tally) throws IOException {
        if (answer.status() != 200) {
            tally.failed();
            return false;
        }
        if (answer.body().equals("gone")) {
            tally.lost();
            begin(visit);
            return false;
        }
        if (Long.parseLong(answer.body()) < visit.last()) {
            tally.stale();
        }
        return true;
    }

    private Connection.Answer ask(String path, Visit visit) throws IOException {
        if (alternates) {
            server = (server + 1) % connections.size();
        }
        Connection.Answer answer = connections.get(server).get(path, visit.cookie());
        visit.cookieWasSet(answer.cookie());
        return answer;
    }

    /** From now on all requests go to this server, because the others are gone. */
    void moveTo(int survivor) {
        IntStream.range(0, connections.size())
                .filter(index -> index != survivor)
                .forEach(index -> connections.get(index).close());
        server = survivor;
        alternates = false;
    }

    /** Asks each server that it uses for the last confirmed write of each session. */
    void lookBack(Tally tally) {
        for (Connection connection : alternates ? connections : List.of(connections.get(server))) {
            visits.forEach(visit -> lookBack(connection, visit, tally));
        }
    }

    private void lookBack(Connection connection, Visit visit, Tally tally) {
        try {
            Connection.Answer answer = connection.get(path(visit, null), visit.cookie());
            visit.cookieWasSet(answer.cookie());
            if (answer.status() != 200) {
                tally.failed();
            } else if (answer.body().equals("gone")) {
                tally.lost();
            } else if (Long.parseLong(answer.body()) < visit.last()) {
                tally.stale();
            }
        } catch (IOException e) {
            tally.failed();
        }
    }

    /** Ends its sessions. */
    @Override
    public void close() {
        for (Visit visit : visits) {
            try {
                connections.get(server).get("/?do=end", visit.cookie());
            } catch (IOException e) {
                // It expires.
            }
        }
        connections.forEach(Connection::close);
    }
}
