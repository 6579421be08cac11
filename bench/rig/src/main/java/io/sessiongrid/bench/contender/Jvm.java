package io.sessiongrid.bench.contender;

import io.sessiongrid.bench.process.Site;
import java.util.ArrayList;
import java.util.List;

/** The same JVM for every contender; {@code -Dbench.jvm=} gives it more options, for a profiler. */
final class Jvm {
    private static final List<String> OPTIONS = List.of("-Xms1g", "-Xmx1g");

    private Jvm() {}

    /** The beginning of a command, to be added to. */
    static List<String> command(List<String> options) {
        List<String> command = new ArrayList<>();
        command.add(Site.java());
        command.addAll(OPTIONS);
        command.addAll(List.of(System.getProperty("bench.jvm", "").split(" ")));
        command.removeIf(String::isEmpty);
        command.addAll(options);
        return command;
    }
}
