package io.sessiongrid.jetty;

import io.sessiongrid.contract.ServerPlan;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** An application server whose application collects tokens in the session; a process of its own in tests. */
final class AppServerMain {
    private AppServerMain() {}

    /** Started with route, mode, the Hazelcast configuration, and {@code ee10} or {@code ee11}. */
    public static void main(String[] args) {
        Map<String, String> settings =
                Map.of("mode", args[1], "configLocation", args[2], "timeout", ProcessTiming.TIMEOUT.toMillis() + "ms");
        ServerPlan.Context context = new ServerPlan.Context(
                "",
                (classes, servletContext) -> {
                    servletContext.addServlet("tokens", new Tokens()).addMapping("/");
                    servletContext.getSessionCookieConfig().setName("SHOPID");
                },
                Map.of(),
                AppServerMain.class.getClassLoader());
        ServerPlan plan = new ServerPlan(args[0], settings, List.of(context));
        JettyServer server = args[3].equals("ee10") ? JettyServer.ee10(plan) : JettyServer.ee11(plan);
        System.out.println("READY " + server.port());
    }

    /** A class that members do not have. */
    record Token(String text) implements Serializable {
        @Override
        public String toString() {
            return text;
        }
    }

    /** Adds the token {@code ?add=…} in place, if there is one, and answers all. */
    private static final class Tokens extends HttpServlet {
        private static final long serialVersionUID = 1;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            HttpSession session = request.getSession();
            @SuppressWarnings("unchecked")
            List<Token> tokens = (List<Token>) session.getAttribute("tokens");
            if (tokens == null) {
                tokens = new ArrayList<>();
                session.setAttribute("tokens", tokens);
            }
            String token = request.getParameter("add");
            if (token != null) {
                tokens.add(new Token(token));
            }
            response.setContentType("text/plain;charset=UTF-8");
            response.getWriter().print(tokens);
        }
    }
}
