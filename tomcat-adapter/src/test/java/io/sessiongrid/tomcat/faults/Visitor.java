package io.sessiongrid.tomcat.faults;

import io.sessiongrid.contract.Answer;
import io.sessiongrid.contract.Browser;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A shopper's browser together with its balancer: sends each request to a server of its choice, and to the next one if
 * that refuses the connection. Remembers what happened last.
 */
final class Visitor {
    private static final int REMEMBERED = 60;
    private static final int OK = 200;
    private static final int UNAVAILABLE = 503;

    /** One in so many requests goes to another server than the one that the id names. */
    private static final int STRAYS = 12;

    private final int number;
    private final Site site;
    private final Random random;
    private final Tally tally;
    private final Starvation starvation;
    private final Deque<String> history = new ArrayDeque<>();
    private Browser browser = new Browser();

    Visitor(int number, Site site, Random random, Tally tally, Starvation starvation) {
        this.number = number;
        this.site = site;
        this.random = random;
        this.tally = tally;
        this.starvation = starvation;
    }

    /**
     * What came back.
     *
     * @param server the last that was asked
     * @param generation of that server when it was asked
     */
    record Reply(Attempt attempt, Site.Place server, int generation, String said) {
        boolean sawNoSession() {
            return attempt.isAnswered() && !attempt.shown().hasSession();
        }
    }

    /** A request that has been decided on but not sent. */
    record Plan(
            String operation, Browser browser, List<String> steps, List<Change> changes, List<Site.Place> servers) {}

    /** With the present cookie, which it may change. */
    Plan plan(String operation, List<String> steps, List<Change> changes) {
        return new Plan(operation, browser, steps, changes, choose());
    }

    /**
     * For a request that runs beside another, and must not change the cookie. Where sessions are to stick, both go to
     * one server: another would trust its copy until it hears of what the first has done.
     */
    Plan planBeside(Plan first, String operation, List<String> steps, List<Change> changes) {
        List<Site.Place> servers = site.isSticky() ? first.servers() : choose();
        return new Plan(operation, browser.copy(), steps, changes, servers);
    }

    /** Takes over the route from the answer to a request that ran beside others. */
    void moveTo(Site.Place server) {
        browser = browser.withRoute(server.route());
    }

    /** With another cookie, and no route in it, so that every server asks the grid. */
    Plan planWithId(String id, List<String> steps) {
        return new Plan("old id", new Browser().withCookie(id), steps, List.of(), shuffled());
    }

    private List<Site.Place> choose() {
        List<Site.Place> servers = shuffled();
        if (site.isSticky() && random.nextInt(STRAYS) > 0) {
            servers.sort((one, other) -> Boolean.compare(isNamed(other), isNamed(one)));
        }
        return servers;
    }

    private boolean isNamed(Site.Place server) {
        return browser.cookie().endsWith("." + server.route());
    }

    private List<Site.Place> shuffled() {
        List<Site.Place> servers = new ArrayList<>(site.servers());
        Collections.shuffle(servers, random);
        return servers;
    }

    /** Without the route. */
    String id() {
        return Browser.withoutRoute(browser.cookie());
    }

    /** Without a session. */
    void startAfresh() {
        browser = new Browser();
    }

    /** Sends it and waits. May run in another thread. */
    Reply send(Plan plan) {
        String page = "/shop/steps?"
                + plan.steps().stream().map(step -> "step=" + step).collect(Collectors.joining("&"));
        long begun = System.nanoTime();
        Reply reply = null;
        for (Site.Place server : plan.servers()) {
            reply = ask(plan, server, page, begun);
            if (reply.attempt().fate() != Fate.NOT_SENT) {
                break;
            }
        }
        return account(plan, Objects.requireNonNull(reply));
    }

    private Reply ask(Plan plan, Site.Place server, String page, long begun) {
        int generation = server.generation();
        try {
            Answer answer = plan.browser().askAlone(server, page);
            if (answer.status() == OK) {
                return reply(plan, Fate.ANSWERED, Shown.parse(answer.body()), server, generation, begun, "");
            }
            if (answer.status() != UNAVAILABLE) {
                tally.violation(story("status " + answer.status() + " from " + server.route() + ": " + answer.body()));
            } else if (answer.retryAfter().isEmpty()) {
                judgeWithoutRetryAfter(server, answer);
            }
            return reply(plan, Fate.REFUSED, Shown.NOTHING, server, generation, begun, "status " + answer.status());
        } catch (ConnectException e) {
            return reply(plan, Fate.NOT_SENT, Shown.NOTHING, server, generation, begun, e.toString());
        } catch (IOException | RuntimeException e) {
            return reply(plan, Fate.LOST, Shown.NOTHING, server, generation, begun, e.toString());
        }
    }

    private void judgeWithoutRetryAfter(Site.Place server, Answer answer) {
        if (server.isUnwell() && Refusal.isOfContainer(answer)) {
            tally.note("503 of a container that starts or stops");
        } else {
            tally.violation(story("503 without Retry-After from " + server.route() + ": " + answer.body()));
        }
    }

    private static Reply reply(
            Plan plan, Fate fate, Shown shown, Site.Place server, int generation, long begun, String said) {
        return new Reply(new Attempt(plan.changes(), fate, shown, begun, System.nanoTime()), server, generation, said);
    }

    private Reply account(Plan plan, Reply reply) {
        Attempt attempt = reply.attempt();
        Duration took = Duration.ofNanos(attempt.over() - attempt.begun());
        String what = "shopper " + number + " " + plan.steps() + " on "
                + reply.server().route() + " -> " + attempt.fate() + " " + reply.said() + " after " + took.toMillis()
                + " ms";
        boolean unwell = reply.server().isUnwell();
        tally.count(plan.operation(), attempt.fate(), took, unwell, what);
        remember(what + " "
                + (attempt.shown().attributes() == null ? "" : attempt.shown().attributes()));
        Duration starved = starvation.between(attempt.begun(), attempt.over());
        Duration longest = LongestWait.of(plan.steps(), starved);
        if (!unwell && took.compareTo(longest) > 0) {
            tally.violation(story("waited for " + took.toMillis() + " ms, longer than the "
                    + longest.toMillis() + " that a request may on a machine that was " + starved.toMillis()
                    + " ms late meanwhile"));
        }
        return reply;
    }

    private synchronized void remember(String what) {
        history.add(LocalTime.now(ZoneOffset.UTC) + " " + what);
        if (history.size() > REMEMBERED) {
            history.remove();
        }
    }

    /** What must not be, with what happened before. */
    synchronized String story(@Nullable String what) {
        return "Shopper " + number + ": " + what + "\n    " + String.join("\n    ", history);
    }
}
