package io.sessiongrid.contract;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Runs the code that a request names. */
final class CodeServlet extends HttpServlet {
    private static final long serialVersionUID = 1;

    /** Where it is mapped, in every context. */
    static final String PATH = "/run";

    private static final Map<String, ServletCode> CODES = new ConcurrentHashMap<>();
    private static final AtomicLong NAMES = new AtomicLong();

    private final String parameter;

    /** Runs the code whose name is in {@code parameter}. */
    CodeServlet(String parameter) {
        this.parameter = parameter;
    }

    /** The name by which a request can ask for {@code code}. */
    static String nameOf(ServletCode code) {
        String name = Long.toString(NAMES.incrementAndGet());
        CODES.put(name, code);
        return name;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        response.setContentType("text/plain;charset=UTF-8");
        String name = Objects.requireNonNull(request.getParameter(parameter), parameter);
        ServletCode code = Objects.requireNonNull(CODES.get(name), name);
        try {
            code.run(new Exchange(request, response));
        } catch (IOException | ServletException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new ServletException(e);
        }
    }
}
