package io.sessiongrid.contract;

import com.hazelcast.client.HazelcastClient;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.map.IMap;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import jakarta.servlet.http.HttpSessionEvent;
import jakarta.servlet.http.HttpSessionListener;
import java.io.IOException;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An application server that is a process of its own, and whose application collects tokens in the session. A
 * container's {@code main} hands its arguments over, with a starter of the container.
 */
public final class AppServer {
    /** Says whether the grid has all backups, if the server is a member. */
    static final String SAFE = "/safe";

    /** The creation time, the last accessed time and the time here, in milliseconds. */
    static final String TIMES = "/times";

    /** From now on, a listener that is told of an end here says so in the output, and hangs. */
    static final String HANG = "/hang";

    /** How many sessions the grid keeps. */
    static final String SIZE = "/size";

    /** The tokens of the sessions whose end a listener was told of here, a line each; {@code ?forget} these then. */
    static final String ENDED = "/ended";

    /** Setting {@code sweepInterval}. */
    static final Duration SWEEP_INTERVAL = Duration.ofSeconds(2);

    private AppServer() {}

    /** What {@link #run} expects. */
    static List<String> arguments(String route, GridMode mode, boolean sticky, String config) {
        return List.of(route, mode.name().toLowerCase(Locale.ROOT), Boolean.toString(sticky), config);
    }

    /** Starts a server and says at which port. */
    public static void run(String[] arguments, ServerStarter starter) {
        Map<String, String> settings = Map.of(
                "mode", arguments[1],
                "sticky", arguments[2],
                "configLocation", arguments[3],
                "timeout", ProcessTiming.TIMEOUT.toMillis() + "ms",
                "sweepInterval", SWEEP_INTERVAL.toSeconds() + "s");
        ServerPlan.Context context =
                new ServerPlan.Context("", new TokenApplication(), Map.of(), AppServer.class.getClassLoader());
        ContractServer server = starter.start(new ServerPlan(arguments[0], settings, List.of(context)));
        Runtime.getRuntime().addShutdownHook(new Thread(server::close));
        System.out.println("READY " + server.port());
    }

    private static final class TokenApplication implements ServletContainerInitializer {
        @Override
        public void onStartup(@Nullable Set<Class<?>> classes, ServletContext context) {
            context.addServlet("tokens", new Tokens()).addMapping("/");
            context.addServlet("safe", new Safe()).addMapping(SAFE);
            Ended ended = new Ended();
            context.addListener(ended);
            context.addServlet("ended", ended).addMapping(ENDED, HANG);
            context.addServlet("times", new Times()).addMapping(TIMES);
            context.addServlet("size", new Size()).addMapping(SIZE);
            context.getSessionCookieConfig().setName(Browser.COOKIE);
        }
    }

    /** A class that dedicated members do not have. */
    record Token(String text) implements Serializable {
        @Override
        public String toString() {
            return text;
        }
    }

    /**
     * Adds the token {@code ?add=…} in place, if there is one, and answers all; {@code ?life=…} is in seconds,
     * {@code ?end} ends the session.
     */
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
            String life = request.getParameter("life");
            if (life != null) {
                session.setMaxInactiveInterval(Integer.parseInt(life));
            }
            if (request.getParameter("end") != null) {
                session.invalidate();
            }
            response.setContentType("text/plain;charset=UTF-8");
            response.getWriter().print(tokens);
        }
    }

    private static final class Ended extends HttpServlet implements HttpSessionListener {
        private static final long serialVersionUID = 1;

        private final transient Queue<String> ended = new ConcurrentLinkedQueue<>();
        private volatile boolean hangs;

        @Override
        public void sessionDestroyed(HttpSessionEvent event) {
            if (hangs) {
                System.out.println("HANGING");
                LockSupport.parkNanos(Long.MAX_VALUE);
            }
            ended.add(String.valueOf(event.getSession().getAttribute("tokens")));
        }

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            hangs |= request.getServletPath().equals(HANG);
            List<String> told = List.copyOf(ended);
            response.getWriter().print(String.join("\n", told));
            if (request.getParameter("forget") != null) {
                told.forEach(each -> ended.remove());
            }
        }
    }

    private static final class Times extends HttpServlet {
        private static final long serialVersionUID = 1;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            HttpSession session = request.getSession(false);
            response.getWriter()
                    .print(session.getCreationTime() + " " + session.getLastAccessedTime() + " "
                            + System.currentTimeMillis());
        }
    }

    private static final class Size extends HttpServlet {
        private static final long serialVersionUID = 1;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.getWriter()
                    .print(Stream.concat(
                                    Hazelcast.getAllHazelcastInstances().stream(),
                                    HazelcastClient.getAllHazelcastClients().stream())
                            .flatMap(grid -> grid.getDistributedObjects().stream())
                            .filter(object -> object.getName().startsWith("sessions-"))
                            .mapToInt(object -> ((IMap<?, ?>) object).size())
                            .sum());
        }
    }

    private static final class Safe extends HttpServlet {
        private static final long serialVersionUID = 1;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.getWriter()
                    .print(Hazelcast.getAllHazelcastInstances().stream()
                            .allMatch(member -> member.getPartitionService().isClusterSafe()));
        }
    }
}
