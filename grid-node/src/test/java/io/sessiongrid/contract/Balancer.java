package io.sessiongrid.contract;

/** Sends each request to a server of its choice. */
@FunctionalInterface
public interface Balancer {
    /** Sends a request for a page, to another server too if one does not take it, and answers what comes. */
    Answer ask(Browser browser, String page);
}
