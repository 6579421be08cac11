package io.sessiongrid.contract;

/** What a servlet does with one request; given by the test, run by {@link CodeServlet} on an application server. */
@FunctionalInterface
public interface ServletCode {
    void run(Exchange web) throws Exception;
}
