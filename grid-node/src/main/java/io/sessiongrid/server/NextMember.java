package io.sessiongrid.server;

import io.sessiongrid.node.ConfigVariable;
import java.io.File;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The command that starts one more member on the machine of one that runs, with all that this one was told.
 *
 * @param config as this one was told to use; null to look for it
 * @param variables that are set
 * @param address of the member that runs, where the next one finds it; null if it finds it by other means
 */
record NextMember(
        @Nullable String config,
        Map<ConfigVariable, String> variables,
        @Nullable String address) {
    NextMember {
        variables = Map.copyOf(variables);
    }

    /** As this JVM was told. */
    static NextMember of(@Nullable String config, @Nullable String address) {
        Map<ConfigVariable, String> variables = new EnumMap<>(ConfigVariable.class);
        for (ConfigVariable variable : ConfigVariable.values()) {
            String text = variable.text();
            if (text != null) {
                variables.put(variable, text);
            }
        }
        return new NextMember(config == null ? System.getProperty("hazelcast.config") : config, variables, address);
    }

    /** For a shell; {@code program} is how a member is started here. */
    String command(List<String> program) {
        List<String> words =
                new ArrayList<>(program.stream().map(NextMember::absolute).toList());
        words.add("start");
        if (config != null) {
            words.addAll(List.of("--config", absolute(config)));
        }
        for (ConfigVariable variable : ConfigVariable.values()) {
            String text = text(variable);
            if (text != null) {
                words.addAll(List.of("--" + variable.option(), text));
            }
        }
        return words.stream().map(NextMember::quoted).collect(Collectors.joining(" "));
    }

    private @Nullable String text(ConfigVariable variable) {
        String text = variables.get(variable);
        return switch (variable) {
            case MEMBERS -> members(text);
            case HTTP -> text == null || text.equals("off") ? text : freePort(text);
            case CLUSTER_NAME, BIND, PORT -> text;
        };
    }

    /** The address as shipped, 127.0.0.1, is not where a member listens that was told another. */
    private @Nullable String members(@Nullable String told) {
        if (address == null || (told == null && !variables.containsKey(ConfigVariable.BIND))) {
            return told;
        }
        return told == null
                ? address
                : Stream.concat(Stream.of(address), Arrays.stream(told.split(",")))
                        .map(String::strip)
                        .distinct()
                        .collect(Collectors.joining(","));
    }

    /** That of the member that runs is taken. */
    private static String freePort(String http) {
        return http.substring(0, http.lastIndexOf(':') + 1) + "0";
    }

    private static String absolute(String path) {
        File file = new File(path);
        return file.exists() ? file.getAbsolutePath() : path;
    }

    private static String quoted(String word) {
        return word.matches("[\\w./:,@%+-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
