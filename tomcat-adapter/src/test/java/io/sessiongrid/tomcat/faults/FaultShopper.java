package io.sessiongrid.tomcat.faults;

import io.sessiongrid.tomcat.faults.ExpectedSession.Absence;
import io.sessiongrid.tomcat.faults.Visitor.Plan;
import io.sessiongrid.tomcat.faults.Visitor.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Does at random what applications do to a session, and checks every answer against what it expects. */
final class FaultShopper implements Runnable {
    /** Until all servers answer again. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** After a failure, as {@code Retry-After} asks for; shorter, so that more is seen. */
    private static final int PAUSE_AFTER_FAILURE = 300;

    private static final int PAUSE = 80;

    /** For so long the server that refused to change an id may take to put it right, in a grid that is well. */
    private static final Duration RESTORED_WITHIN = Duration.ofSeconds(45);

    private static final int OLD_IDS = 8;

    private final Site site;
    private final Random random;
    private final Tally tally;
    private final Visitor visitor;
    private final RandomSteps steps;
    private final List<String> deadIds = new ArrayList<>();
    private @Nullable ExpectedSession session;
    private volatile boolean stopped;

    FaultShopper(int number, long seed, Site site, Tally tally, Starvation starvation) {
        this.site = site;
        this.random = new Random(seed * 31 + number);
        this.tally = tally;
        this.visitor = new Visitor(number, site, random, tally, starvation);
        this.steps = new RandomSteps(number, random);
    }

    void stop() {
        stopped = true;
    }

    @Override
    public void run() {
        while (!stopped) {
            boolean well = session == null ? begin() : visit(session);
            LockSupport.parkNanos(Duration.ofMillis(1 + random.nextInt(well ? PAUSE : PAUSE_AFTER_FAILURE))
                    .toNanos());
        }
    }

    private boolean begin() {
        visitor.startAfresh();
        String visit = steps.newVisit();
        Reply reply = visitor.send(visitor.plan("begin", List.of("begin:" + visit), List.of()));
        if (reply.attempt().isAnswered()) {
            ExpectedSession begun = new ExpectedSession(visit);
            session = begun;
            check(begun, List.of(reply));
        }
        return reply.attempt().isAnswered();
    }

    private boolean visit(ExpectedSession current) {
        int dice = random.nextInt(100);
        if (current.isLeaving() && dice < 50) {
            return end(current);
        } else if (dice < 40) {
            return change(current);
        } else if (dice < 62) {
            return check(current, List.of(visitor.send(visitor.plan("read", List.of("read"), List.of()))));
        } else if (dice < 80) {
            return changeInParallel(current);
        } else if (dice < 88) {
            return rotate(current);
        } else if (dice < 92) {
            return rotateDuringChange(current);
        } else if (dice < 94) {
            return end(current);
        }
        return askWithDeadId();
    }

    private boolean change(ExpectedSession current) {
        List<Change> changes = steps.changes(1 + random.nextInt(2));
        return check(current, List.of(visitor.send(visitor.plan("change", RandomSteps.of(changes), changes))));
    }

    private boolean changeInParallel(ExpectedSession current) {
        Plan first = visitor.plan("parallel", List.of("read"), List.of());
        List<Plan> plans = new ArrayList<>();
        for (int i = 0; i < 2 + random.nextInt(2); i++) {
            List<Change> changes = steps.changes(random.nextInt(3));
            plans.add(visitor.planBeside(first, "parallel", steps.slowly(changes), changes));
        }
        List<Reply> replies = sendTogether(plans);
        replies.stream()
                .filter(reply -> reply.attempt().isAnswered())
                .findFirst()
                .ifPresent(reply -> visitor.moveTo(reply.server()));
        return check(current, replies);
    }

    private List<Reply> sendTogether(List<Plan> plans) {
        List<CompletableFuture<Reply>> running = plans.stream()
                .map(plan -> CompletableFuture.supplyAsync(
                        () -> visitor.send(plan), task -> new Thread(task, "beside").start()))
                .toList();
        return running.stream().map(CompletableFuture::join).toList();
    }

    private boolean rotate(ExpectedSession current) {
        String old = visitor.id();
        Reply reply = visitor.send(visitor.plan("rotate", List.of("rotate"), List.of()));
        rotated(current, old, reply);
        return check(current, List.of(reply));
    }

    /** The request that was there first keeps what it changes, and one that comes too late finds no session. */
    private boolean rotateDuringChange(ExpectedSession current) {
        String old = visitor.id();
        List<Change> changes = steps.changes(1);
        Plan rotation = visitor.plan("rotate", List.of("wait:" + random.nextInt(30), "rotate"), List.of());
        List<Reply> replies = sendTogether(
                List.of(visitor.planBeside(rotation, "parallel", steps.slowly(changes), changes), rotation));
        List<Reply> found = replies.get(0).sawNoSession() ? replies.subList(1, 2) : replies;
        rotated(current, old, replies.get(1));
        return check(current, found);
    }

    private void rotated(ExpectedSession current, String old, Reply reply) {
        Attempt attempt = reply.attempt();
        if (attempt.isAnswered() && attempt.shown().hasSession()) {
            if (visitor.id().equals(old)) {
                tally.violation(visitor.story("the answer to a change of the id had no new one"));
            }
            dead(old);
            current.hasNewId();
        } else if (attempt.fate() == Fate.REFUSED) {
            long end = System.nanoTime() + RESTORED_WITHIN.toNanos();
            current.idComesBack(reply.server().route(), () -> reply.server().generation() == reply.generation(), end);
        } else if (attempt.fate() == Fate.LOST) {
            current.mayBeCutOff();
        }
    }

    private boolean end(ExpectedSession current) {
        Reply reply = visitor.send(visitor.plan("end", List.of("end"), List.of()));
        if (reply.attempt().isAnswered() && reply.attempt().shown().ended()) {
            leave();
            return true;
        }
        if (reply.attempt().isDoubtful()) {
            current.mayHaveEnded();
        }
        return check(current, List.of(reply));
    }

    private boolean askWithDeadId() {
        if (deadIds.isEmpty()) {
            return true;
        }
        String id = deadIds.get(random.nextInt(deadIds.size()));
        Reply reply = visitor.send(visitor.planWithId(id, List.of("read")));
        if (reply.attempt().isAnswered() && reply.attempt().shown().hasSession()) {
            tally.violation(visitor.story("an id that was changed, or whose session has ended, opened a session"));
            deadIds.remove(id);
        }
        return reply.attempt().isAnswered();
    }

    private void dead(String id) {
        deadIds.add(id);
        if (deadIds.size() > OLD_IDS) {
            deadIds.remove(0);
        }
    }

    private void leave() {
        dead(visitor.id());
        session = null;
    }

    /** False if one of them had no success. */
    private boolean check(ExpectedSession current, List<Reply> replies) {
        boolean missing = replies.stream().anyMatch(Reply::sawNoSession);
        // Before the others are looked at, which may prove that the id works.
        Absence why = current.absence();
        List<Reply> found =
                replies.stream().filter(reply -> !reply.sawNoSession()).toList();
        boolean well = found.isEmpty() || observe(current, found);
        return missing ? session != null && missed(why) : well;
    }

    private boolean observe(ExpectedSession current, List<Reply> replies) {
        if (replies.size() == 1 && replies.get(0).attempt().isAnswered()) {
            current.idWorks(replies.get(0).server().route());
        }
        List<Attempt> attempts = replies.stream().map(Reply::attempt).toList();
        List<String> contradictions = current.observe(attempts);
        if (!contradictions.isEmpty()) {
            tally.violation(visitor.story(String.join("; ", contradictions)));
            session = null;
        }
        return attempts.stream().allMatch(Attempt::isAnswered);
    }

    private boolean missed(Absence why) {
        switch (why) {
            case TO_BE_ASKED_AGAIN -> tally.note("no session until the id was put right");
            case ENDED -> leave();
            case CUT_OFF -> {
                tally.note("new id never arrived");
                session = null;
            }
            case LOST -> {
                tally.violation(visitor.story("there was no session any more"));
                session = null;
            }
        }
        return false;
    }

    /** At the end, when all is well: true if the session was found, or none is expected. */
    boolean lookAtLast() {
        ExpectedSession current = session;
        if (current == null) {
            return true;
        }
        boolean found = false;
        long end = System.nanoTime() + PATIENCE.toNanos();
        // A member that stood still may doubt for a while what it has, though the grid is safe.
        while (!found && session != null && System.nanoTime() < end) {
            for (int i = 0; i < 2 * site.servers().size() && session != null; i++) {
                Reply reply = visitor.send(visitor.plan("read", List.of("read"), List.of()));
                found = check(current, List.of(reply));
            }
        }
        return found || session == null;
    }
}
