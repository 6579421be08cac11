package io.sessiongrid.tomcat.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the processes have said since some moment that somebody should read. */
record ProcessLogs(FileTime since) {
    private static final Path FOLDER = Path.of("target", "processes");

    /** In the formats of Tomcat, of Java and of our members. */
    private static final Pattern SERIOUS = Pattern.compile("\\b(SEVERE|ERROR)\\b.*|^Exception in thread.*");

    private static final String STACK_TRACE = "\tat ";
    private static final int WIDTH = 160;

    /** Serious messages and the number of stack traces, with how often they occur; numbers in them are left out. */
    Map<String, Integer> seriousMessages() throws IOException {
        Map<String, Integer> messages = new TreeMap<>();
        try (Stream<Path> logs = Files.list(FOLDER)) {
            for (Path log : logs.toList()) {
                if (Files.getLastModifiedTime(log).compareTo(since) >= 0) {
                    read(log, messages);
                }
            }
        }
        return messages;
    }

    private static void read(Path log, Map<String, Integer> messages) throws IOException {
        boolean inTrace = false;
        for (String line : lines(log)) {
            Matcher serious = SERIOUS.matcher(line);
            if (serious.find()) {
                messages.merge(shortened(serious.group()), 1, Integer::sum);
            } else if (line.startsWith(STACK_TRACE) && !inTrace) {
                messages.merge("stack traces", 1, Integer::sum);
            }
            inTrace = line.startsWith(STACK_TRACE);
        }
    }

    /** A process that is killed may leave half a character. */
    private static List<String> lines(Path log) throws IOException {
        return new String(Files.readAllBytes(log), StandardCharsets.UTF_8)
                .lines()
                .toList();
    }

    private static String shortened(String message) {
        String alike = message.replaceAll("[0-9a-f-]{36}|\\d+", "#");
        return alike.length() > WIDTH ? alike.substring(0, WIDTH) + "…" : alike;
    }
}
