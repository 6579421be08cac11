package io.sessiongrid.tomcat.shop;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Does to the session what the path says, and answers what is in it afterwards. */
public final class ShopServlet extends HttpServlet {
    private static final long serialVersionUID = 1;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        String path = request.getPathInfo();
        response.setContentType("text/plain;charset=UTF-8");
        if (path.equals("/steps")) {
            response.getWriter().print(Steps.run(request));
            return;
        }
        switch (path) {
            case "/add" -> add(request.getSession(), request.getParameter("thing"));
            case "/slow" -> addSlowly(request);
            case "/fill" -> fill(request.getSession());
            case "/rotate" -> request.changeSessionId();
            case "/idle" -> request.getSession().setMaxInactiveInterval(number(request, "seconds"));
            case "/make" -> make(request.getSession(), request.getParameter("class"));
            case "/count" -> request.getSession().setAttribute(request.getParameter("name"), number(request, "to"));
            case "/end" -> request.getSession().invalidate();
            case "/read" -> {}
            default -> throw new ServletException("No command " + path);
        }
        response.getWriter().print(describe(request.getSession(false)));
    }

    /** In place, without {@code setAttribute} for the second thing and those after it. */
    private static void add(HttpSession session, String thing) {
        Basket basket = (Basket) session.getAttribute("basket");
        if (basket == null) {
            basket = new Basket();
            session.setAttribute("basket", basket);
        }
        basket.add(thing);
    }

    /** Says that it has begun, and then takes its time. */
    private static void addSlowly(HttpServletRequest request) {
        HttpSession session = request.getSession();
        System.out.println("SLOW");
        LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(number(request, "seconds")));
        add(session, request.getParameter("thing"));
    }

    private static void fill(HttpSession session) {
        session.setAttribute("text", "ünï¢ödé");
        session.setAttribute("whole", 42);
        session.setAttribute("long", Long.MAX_VALUE);
        session.setAttribute("price", new BigDecimal("12.50"));
        session.setAttribute("instant", Instant.EPOCH);
        session.setAttribute("day", LocalDate.of(2026, 11, 23));
        session.setAttribute("uuid", new UUID(1, 2));
        session.setAttribute("list", new ArrayList<>(List.of("a", "b")));
        session.setAttribute("map", new TreeMap<>(Map.of("k", List.of(1, 2))));
    }

    private static int number(HttpServletRequest request, String parameter) {
        return Integer.parseInt(request.getParameter(parameter));
    }

    /** An attribute of a class that may have changed or gone when it is read. */
    private static void make(HttpSession session, String className) throws ServletException {
        try {
            ClassLoader application = Thread.currentThread().getContextClassLoader();
            session.setAttribute(
                    "made",
                    Class.forName(className, true, application)
                            .getDeclaredConstructor()
                            .newInstance());
        } catch (ReflectiveOperationException e) {
            throw new ServletException(e);
        }
    }

    private static String describe(@Nullable HttpSession session) {
        if (session == null) {
            return "no session";
        }
        Map<String, Object> attributes = new TreeMap<>();
        for (String name : Collections.list(session.getAttributeNames())) {
            attributes.put(name, session.getAttribute(name));
        }
        return "idle=" + session.getMaxInactiveInterval() + " created=" + session.getCreationTime() + " " + attributes;
    }
}
