package io.sessiongrid.demo.process;

import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Says in plain words what happened to the processes, and what that means for the sessions. Thread-safe. */
public final class Story {
    private static final int REMEMBERED = 8;

    private final InstantSource clock;
    private final Deque<Event> events = new ArrayDeque<>();
    private final List<Consumer<Event>> listeners = new CopyOnWriteArrayList<>();

    Story(InstantSource clock) {
        this.clock = clock;
    }

    /** Is told every event from now on. */
    public void listen(Consumer<Event> listener) {
        listeners.add(listener);
    }

    /** The latest ones, the last one first. */
    public synchronized List<Event> latest() {
        return List.copyOf(events);
    }

    /**
     * @param otherUp whether the other one of its kind is up
     * @param safe whether every session was on both members
     */
    void killed(Jvm jvm, boolean otherUp, boolean safe) {
        tell("Killed " + jvm.title() + " with kill -9. "
                + switch (jvm.kind()) {
                    case APP_SERVER ->
                        otherUp
                                ? "Requests go to the other app server, which finds all sessions in the grid. Only a request"
                                        + " that was being served is cut off."
                                : "No app server is left; the sessions wait in the grid.";
                    case MEMBER -> lossOfMember(otherUp, safe);
                });
    }

    private static String lossOfMember(boolean otherUp, boolean safe) {
        if (!otherUp) {
            return "No member is left. Sessions live in the members' memory: they are lost.";
        }
        return safe
                ? "The other member has a copy of every session and goes on alone; nothing is lost."
                : "Not all sessions were on both members yet; some may be lost.";
    }

    void restarted(Jvm jvm) {
        tell("Restarted " + jvm.title() + ".");
    }

    void became(Jvm jvm, State state) {
        switch (state) {
            case STARTING -> {}
            case UP ->
                tell(
                        jvm.kind() == Kind.APP_SERVER
                                ? "The " + jvm.title() + " is up and gets its share of the requests."
                                : "The " + jvm.title() + " is up and has joined the grid.");
            case DOWN -> tell("The " + jvm.title() + " ended by itself; its log is " + jvm.log() + ".");
        }
    }

    void twoCopies() {
        tell("Every session is on both members; either may die now.");
    }

    private void tell(String text) {
        Event event = new Event(clock.instant(), text);
        synchronized (this) {
            events.addFirst(event);
            if (events.size() > REMEMBERED) {
                events.removeLast();
            }
        }
        listeners.forEach(listener -> listener.accept(event));
    }
}
