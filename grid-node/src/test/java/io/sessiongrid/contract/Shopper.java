package io.sessiongrid.contract;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;

/** Collects tokens in a session, one request after the other, and remembers which of them were answered. */
public final class Shopper {
    private final Browser browser = new Browser();
    private final String readPage;
    private final String addPage;
    private final List<String> answered = new CopyOnWriteArrayList<>();
    private final List<String> sent = new ArrayList<>();
    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private final List<String> failures = new CopyOnWriteArrayList<>();
    private Duration longestWait = Duration.ZERO;

    /** In the application of {@link AppServer}. */
    Shopper() {
        this("/", "/?add=");
    }

    /**
     * In an application that answers each request with all tokens in brackets, separated by comma and blank.
     *
     * @param readPage for which it does nothing more
     * @param addPage for which it adds the token that is appended
     */
    public Shopper(String readPage, String addPage) {
        this.readPage = readPage;
        this.addPage = addPage;
    }

    /** True if the balancer's answer has the token among those of the session. */
    public boolean add(Balancer balancer) {
        return add(balancer, "");
    }

    /** The same on this server. */
    public boolean add(ContractServer server) {
        return add(to(server));
    }

    /** The same, and gives the session this max inactive interval. */
    boolean add(ContractServer server, Duration life) {
        return add(to(server), "&life=" + life.toSeconds());
    }

    private boolean add(Balancer balancer, String more) {
        String token = UUID.randomUUID().toString();
        sent.add(token);
        return ask(balancer, addPage + token + more).contains(token) && answered.add(token);
    }

    /** All tokens that are found in the session; none if the answer has another status than 200. */
    public List<String> tokens(Balancer balancer) {
        return ask(balancer, readPage);
    }

    /** The same on this server. */
    public List<String> tokens(ContractServer server) {
        return tokens(to(server));
    }

    private static Balancer to(ContractServer server) {
        return (browser, page) -> browser.ask(server, page);
    }

    private List<String> ask(Balancer balancer, String page) {
        String id = Browser.withoutRoute(browser.cookie());
        long start = System.nanoTime();
        try {
            Answer answer = balancer.ask(browser, page);
            List<String> tokens = answer.status() == 200 ? inBrackets(answer.body()) : List.of();
            check(answer, id, tokens);
            return tokens;
        } catch (CompletionException | UncheckedIOException e) {
            fail(e.toString()); // for example because the server has died
            return List.of();
        } finally {
            Duration wait = Duration.ofNanos(System.nanoTime() - start);
            longestWait = wait.compareTo(longestWait) > 0 ? wait : longestWait;
        }
    }

    private static List<String> inBrackets(String body) {
        int begin = body.indexOf('[');
        return begin < 0
                ? List.of()
                : List.of(body.substring(begin + 1, body.indexOf(']')).split(", ", -1));
    }

    private void check(Answer answer, String id, List<String> tokens) {
        if (answer.status() != 200) {
            fail("status " + answer.status() + ": " + answer.body());
        }
        boolean toldToTryAgain = answer.status() == 503 && answer.retryAfter().size() == 1;
        if (answer.status() != 200 && !toldToTryAgain) {
            complaints.add("status " + answer.status() + ": " + answer.body());
        } else if (!answered.isEmpty() && !id.equals(Browser.withoutRoute(browser.cookie()))) {
            complaints.add("another id with status " + answer.status());
        } else if (answer.status() == 200 && !new HashSet<>(tokens).containsAll(answered)) {
            complaints.add("a session without " + (answered.size() - tokens.size()) + " tokens");
        }
    }

    private void fail(String what) {
        failures.add(LocalTime.now(ZoneOffset.UTC) + " " + what);
    }

    /** The tokens whose requests were answered with success, in order. */
    public List<String> answered() {
        return List.copyOf(answered);
    }

    int numberAnswered() {
        return answered.size();
    }

    /** All tokens, in order. */
    public List<String> sent() {
        return List.copyOf(sent);
    }

    /**
     * Answers that nobody should get, whatever has died: neither success nor 503 with {@code Retry-After}, another
     * session id, or a session that lacks what was answered before.
     */
    public List<String> complaints() {
        return List.copyOf(complaints);
    }

    /** Requests that had no answer of status 200, with what came instead. */
    public List<String> failures() {
        return List.copyOf(failures);
    }

    Duration longestWait() {
        return longestWait;
    }
}
