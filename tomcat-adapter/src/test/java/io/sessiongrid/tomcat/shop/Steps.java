package io.sessiongrid.tomcat.shop;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Any number of steps in one request, as {@code step=set:name:value}, and what is in the session after them: a line for
 * each attribute, and one that shows that the answer is complete.
 */
public final class Steps {
    /** What an answer ends with. */
    private static final String END = "end";

    private Steps() {}

    static String run(HttpServletRequest request) throws ServletException {
        StringBuilder answer = new StringBuilder();
        for (String step : request.getParameterValues("step")) {
            String[] words = step.split(":", -1);
            if (words[0].equals("begin")) {
                request.getSession().setAttribute("visit", words[1]);
                continue;
            }
            HttpSession session = request.getSession(false);
            if (session == null || !runs(request, session, words)) {
                return "none\n" + END;
            }
        }
        HttpSession session = request.getSession(false);
        if (session == null) {
            return "ended\n" + END;
        }
        for (String name : new TreeSet<>(Collections.list(session.getAttributeNames()))) {
            answer.append(name).append('=').append(session.getAttribute(name)).append('\n');
        }
        return answer.append(END).toString();
    }

    /** False if the session has ended meanwhile. */
    private static boolean runs(HttpServletRequest request, HttpSession session, String[] words)
            throws ServletException {
        if (!words[0].equals("rotate")) {
            run(session, words);
            return true;
        }
        try {
            request.changeSessionId();
            return true;
        } catch (IllegalStateException e) {
            return false;
        }
    }

    private static void run(HttpSession session, String[] words) throws ServletException {
        switch (words[0]) {
            case "read" -> {}
            case "set" -> session.setAttribute(words[1], words[2]);
            case "remove" -> session.removeAttribute(words[1]);
            case "add" -> add(session, words[1], words[2]);
            case "wait" -> LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(Long.parseLong(words[1])));
            case "end" -> session.invalidate();
            default -> throw new ServletException("No step " + List.of(words));
        }
    }

    /** In place, unless it is the first. */
    private static void add(HttpSession session, String name, String thing) {
        Basket basket = (Basket) session.getAttribute(name);
        if (basket == null) {
            basket = new Basket();
            basket.add(thing);
            session.setAttribute(name, basket);
        } else {
            basket.add(thing);
        }
    }
}
