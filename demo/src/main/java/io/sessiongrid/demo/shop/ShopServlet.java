package io.sessiongrid.demo.shop;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.time.InstantSource;
import java.util.UUID;

/**
 * The shop. {@code GET /} shows it; {@code POST /basket} with {@code add} or {@code remove}, and {@code POST /login},
 * change it. Nothing here cares where sessions are kept.
 */
public final class ShopServlet extends HttpServlet {
    private static final long serialVersionUID = 1;

    private static final String BASKET = "basket";
    private static final String VISIT = "visit";

    /** Needs no escaping in a page. */
    private static final String ARTICLE_PATTERN = "[A-Za-z0-9][A-Za-z0-9 -]{0,39}";

    private final String server;
    private final transient InstantSource clock;

    ShopServlet(String server, InstantSource clock) {
        this.server = server;
        this.clock = clock;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        switch (request.getServletPath()) {
            case "/" -> show(request, response);
            case "/basket", "/login" -> redirect(response, "/");
            // Whether this server is up; no use of a session.
            case "/up" -> response.setStatus(HttpServletResponse.SC_NO_CONTENT);
            default -> response.sendError(HttpServletResponse.SC_NOT_FOUND);
        }
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        switch (request.getServletPath()) {
            case "/basket" -> change(request, response);
            case "/login" -> login(request, response);
            default -> response.sendError(HttpServletResponse.SC_NOT_FOUND);
        }
    }

    private void change(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String added = request.getParameter("add");
        String removed = request.getParameter("remove");
        String article = added == null ? removed : added;
        if (article == null || !article.matches(ARTICLE_PATTERN)) {
            response.sendError(HttpServletResponse.SC_BAD_REQUEST);
            return;
        }
        Basket basket = basket(session(request));
        if (added == null) {
            basket.remove(article, server);
        } else {
            basket.add(article, server);
        }
        showAfterChange(request, response);
    }

    private void login(HttpServletRequest request, HttpServletResponse response) throws IOException {
        HttpSession session = session(request);
        request.changeSessionId();
        basket(session).idChanged(server);
        showAfterChange(request, response);
    }

    /**
     * A browser asks again, so that it can reload the page without repeating the change. It is sent to where it came
     * from, and from there to the page: with three requests a click, and not two, the pages come from both servers in
     * turn.
     */
    private void showAfterChange(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (isProgram(request)) {
            show(request, response);
        } else {
            redirect(response, request.getServletPath());
        }
    }

    private static void redirect(HttpServletResponse response, String path) {
        response.setStatus(HttpServletResponse.SC_SEE_OTHER);
        response.setHeader("Location", path);
    }

    private void show(HttpServletRequest request, HttpServletResponse response) throws IOException {
        HttpSession session = session(request);
        Visit visit = (Visit) session.getAttribute(VISIT);
        Basket basket = basket(session);
        boolean program = isProgram(request);
        response.setContentType(program ? Receipt.CONTENT_TYPE : "text/html;charset=utf-8");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("Content-Security-Policy", ShopPage.CONTENT_SECURITY_POLICY);
        String text = program
                ? new Receipt(server, visit.number(), basket.quantities()).toText()
                : ShopPage.html(server, visit, basket);
        response.getOutputStream().write(text.getBytes(UTF_8));
    }

    private HttpSession session(HttpServletRequest request) {
        HttpSession session = request.getSession();
        if (session.getAttribute(VISIT) == null) {
            session.setAttribute(VISIT, new Visit(UUID.randomUUID().toString(), server, clock.instant()));
            session.setAttribute(BASKET, new Basket());
        }
        return session;
    }

    /** Altered in place by those who get it, without {@code setAttribute}. */
    private static Basket basket(HttpSession session) {
        return (Basket) session.getAttribute(BASKET);
    }

    private static boolean isProgram(HttpServletRequest request) {
        return Receipt.CONTENT_TYPE.equals(request.getHeader("Accept"));
    }
}
