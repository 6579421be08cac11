package io.sessiongrid.jetty;

import io.sessiongrid.contract.Answer;
import io.sessiongrid.contract.Browser;
import io.sessiongrid.contract.ContractServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;

/** Collects tokens in a session, one request after the other, and remembers which of them were answered. */
final class Shopper {
    private final Browser browser = new Browser();
    private final List<String> answered = new CopyOnWriteArrayList<>();
    private final List<String> sent = new ArrayList<>();
    private Duration longestWait = Duration.ZERO;

    /** True if the server answered with the token among those that it has. */
    boolean add(ContractServer server) {
        String token = UUID.randomUUID().toString();
        sent.add(token);
        long start = System.nanoTime();
        try {
            Answer answer = browser.ask(server, "/?add=" + token);
            return answer.status() == 200 && answer.body().contains(token) && answered.add(token);
        } catch (CompletionException e) {
            return false; // the server has died
        } finally {
            Duration wait = Duration.ofNanos(System.nanoTime() - start);
            longestWait = wait.compareTo(longestWait) > 0 ? wait : longestWait;
        }
    }

    /** All tokens that the server finds in the session; none if it does not answer with status 200. */
    List<String> tokens(ContractServer server) {
        Answer answer = browser.ask(server, "/");
        String body = answer.body();
        return answer.status() == 200 && body.length() > 2
                ? List.of(body.substring(1, body.length() - 1).split(", ", -1))
                : List.of();
    }

    /** The tokens whose requests were answered with success, in order. */
    List<String> answered() {
        return List.copyOf(answered);
    }

    /** All tokens, in order. */
    List<String> sent() {
        return List.copyOf(sent);
    }

    Duration longestWait() {
        return longestWait;
    }
}
