package io.sessiongrid.contract;

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
    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private Duration longestWait = Duration.ZERO;

    /** True if the server that the balancer chooses answered with the token among those that it has. */
    boolean add(Balancer balancer) {
        return add(balancer.choose(browser.cookie()));
    }

    /** True if the server answered with the token among those that it has. */
    boolean add(ContractServer server) {
        return add(server, "");
    }

    /** The same, and gives the session this max inactive interval. */
    boolean add(ContractServer server, Duration life) {
        return add(server, "&life=" + life.toSeconds());
    }

    private boolean add(ContractServer server, String more) {
        String token = UUID.randomUUID().toString();
        sent.add(token);
        return ask(server, "/?add=" + token + more).contains(token) && answered.add(token);
    }

    /** As {@link #tokens(ContractServer)}, of the server that the balancer chooses. */
    List<String> tokens(Balancer balancer) {
        return tokens(balancer.choose(browser.cookie()));
    }

    /** All tokens that the server finds in the session; none if it does not answer with status 200. */
    List<String> tokens(ContractServer server) {
        return ask(server, "/");
    }

    private List<String> ask(ContractServer server, String page) {
        String id = Browser.withoutRoute(browser.cookie());
        long start = System.nanoTime();
        try {
            Answer answer = browser.ask(server, page);
            List<String> tokens = answer.status() == 200 ? inBrackets(answer.body()) : List.of();
            check(answer, id, tokens);
            return tokens;
        } catch (CompletionException e) {
            return List.of(); // the server has died
        } finally {
            Duration wait = Duration.ofNanos(System.nanoTime() - start);
            longestWait = wait.compareTo(longestWait) > 0 ? wait : longestWait;
        }
    }

    private static List<String> inBrackets(String body) {
        return List.of(body.substring(1, body.length() - 1).split(", ", -1));
    }

    private void check(Answer answer, String id, List<String> tokens) {
        boolean toldToTryAgain = answer.status() == 503 && answer.retryAfter().size() == 1;
        if (answer.status() != 200 && !toldToTryAgain) {
            complaints.add("status " + answer.status() + ": " + answer.body());
        } else if (!answered.isEmpty() && !id.equals(Browser.withoutRoute(browser.cookie()))) {
            complaints.add("another id with status " + answer.status());
        } else if (answer.status() == 200 && !tokens.containsAll(answered)) {
            complaints.add("a session without " + (answered.size() - tokens.size()) + " tokens");
        }
    }

    /** The tokens whose requests were answered with success, in order. */
    List<String> answered() {
        return List.copyOf(answered);
    }

    int numberAnswered() {
        return answered.size();
    }

    /** All tokens, in order. */
    List<String> sent() {
        return List.copyOf(sent);
    }

    /**
     * Answers that nobody should get, whatever has died: neither success nor 503 with {@code Retry-After}, another
     * session id, or a session that lacks what was answered before.
     */
    List<String> complaints() {
        return List.copyOf(complaints);
    }

    Duration longestWait() {
        return longestWait;
    }
}
