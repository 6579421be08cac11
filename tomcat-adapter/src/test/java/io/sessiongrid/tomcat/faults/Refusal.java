package io.sessiongrid.tomcat.faults;

import io.sessiongrid.contract.Answer;

/** Whose status 503 it is: ours has a {@code Retry-After}, that of a container that starts or stops need not. */
final class Refusal {
    private Refusal() {}

    /** True for what only a container says, of an application that is not there yet, or not any more. */
    static boolean isOfContainer(Answer answer) {
        String body = answer.body();
        return isOfTomcat(body) || isOfJetty(body);
    }

    /** Of the application, of a servlet, or of a connector that is about to close, which says nothing. */
    private static boolean isOfTomcat(String body) {
        return body.isEmpty()
                || body.contains("This application is not currently available")
                || body.contains("is currently unavailable");
    }

    /** Of a handler in front of the application: of a servlet, its page names that and the reason. */
    private static boolean isOfJetty(String body) {
        return body.contains("Error 503 Service Unavailable")
                && !body.contains("SERVLET:")
                && !body.contains("CAUSED BY")
                && !body.contains("session");
    }
}
