package io.sessiongrid.server;

import io.sessiongrid.node.FloodGate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.StreamHandler;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How the dedicated member logs: to standard output, a line a record, of Hazelcast only what needs attention. */
final class ConsoleLog extends Formatter {
    /** Held, because java.util.logging forgets the level of a logger that nobody holds. */
    private static final List<Logger> QUIETED = new ArrayList<>();

    /** ISO 8601, to the millisecond, so that lines of members in several places can be put in order. */
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSXXX");

    ConsoleLog() {}

    /**
     * Must run before anything logs. Leaves a configuration of the user's own ({@code java.util.logging.config.*})
     * alone.
     */
    static void install() {
        System.setProperty("java.util.logging.manager", LastingLogManager.class.getName());
        if (System.getProperty("java.util.logging.config.file") != null
                || System.getProperty("java.util.logging.config.class") != null) {
            return;
        }
        Logger root = Logger.getLogger("");
        for (Handler handler : root.getHandlers()) {
            root.removeHandler(handler);
        }
        root.addHandler(new StandardOutput());
        quiet("com.hazelcast", Level.WARNING);
        quiet("org.eclipse.jetty", Level.WARNING);
        quiet("io.micrometer", Level.WARNING);
        // It logs what it then throws, and what it throws is told to the operator.
        quiet("com.hazelcast.instance.impl.Node", Level.OFF);
        quiet("com.hazelcast.instance.AddressPicker", Level.OFF);
        // A member that is told to stop serves what it still has, and so shuts down later than Hazelcast expects.
        quiet("com.hazelcast.internal.partition.operation.ShutdownResponseOperation", Level.OFF);
    }

    /** For commands, whose output is for people and scripts: logs nothing but what ends the JVM. */
    static void silence() {
        install();
        quiet("", Level.OFF);
        quiet("com.hazelcast", Level.OFF);
    }

    private static void quiet(String name, Level level) {
        Logger logger = Logger.getLogger(name);
        logger.setLevel(level);
        QUIETED.add(logger);
    }

    @Override
    public String format(LogRecord record) {
        return "%s %-5s %s%s%n"
                .formatted(
                        TIME.format(record.getInstant().atZone(ZoneId.systemDefault())),
                        level(record.getLevel()),
                        formatMessage(record).replaceAll("\\s*\\R\\s*", "; "),
                        causes(record.getThrown()));
    }

    private static String level(Level level) {
        if (level.intValue() >= Level.SEVERE.intValue()) {
            return "ERROR";
        }
        if (level.intValue() >= Level.WARNING.intValue()) {
            return "WARN";
        }
        return level.intValue() >= Level.INFO.intValue() ? "INFO" : "DEBUG";
    }

    private static String causes(@Nullable Throwable thrown) {
        return thrown == null
                ? ""
                : Stream.iterate(thrown, Objects::nonNull, Throwable::getCause)
                        .map(each -> String.valueOf(each).replaceAll("\\s*\\R\\s*", "; "))
                        .collect(Collectors.joining(", because of ", ": ", ""));
    }

    /**
     * Not a {@link java.util.logging.ConsoleHandler}, which closes the standard error when it is given another stream.
     */
    private static final class StandardOutput extends StreamHandler {
        StandardOutput() {
            super(System.out, new ConsoleLog());
            setLevel(Level.ALL);
            setFilter(FloodGate.ofMember());
        }

        @Override
        public synchronized void publish(LogRecord record) {
            super.publish(record);
            flush();
        }

        @Override
        public synchronized void close() {
            flush();
        }
    }

    /** Goes on logging while the JVM shuts down, when a member has the most important things to say. */
    public static final class LastingLogManager extends LogManager {
        /** For {@link LogManager}. */
        public LastingLogManager() {}

        @Override
        public void reset() {}
    }
}
