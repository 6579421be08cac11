package io.sessiongrid.node;

import com.hazelcast.internal.config.SchemaViolationConfigurationException;
import io.sessiongrid.store.ConfigLines;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Says what is wrong with a Hazelcast file in YAML, with the line where that is known; as {@link XmlDiagnosis}. */
final class YamlDiagnosis {
    private static final Pattern EXTRANEOUS = Pattern.compile("extraneous key \\[(.*)] is not permitted");
    private static final Pattern PARSER =
            Pattern.compile("(?s).*\\n(?<what>[^\\n]+)\\n in reader, line (?<line>\\d+).*");

    private YamlDiagnosis() {}

    /** @param refusal what Hazelcast threw when it read the file */
    static List<String> invalid(byte[] yaml, RuntimeException refusal) {
        if (refusal instanceof SchemaViolationConfigurationException schema) {
            ConfigLines lines = ConfigLines.ofYaml(yaml);
            return leaves(schema).map(each -> violation(lines, each)).distinct().toList();
        }
        Throwable first = refusal;
        for (Throwable cause = refusal; cause != null; cause = cause.getCause()) {
            first = cause;
        }
        Matcher parser = PARSER.matcher(String.valueOf(first.getMessage()));
        return parser.matches() ? List.of(" line " + parser.group("line") + ": " + parser.group("what")) : List.of();
    }

    /** An error may consist of others, which are what somebody can correct. */
    private static Stream<SchemaViolationConfigurationException> leaves(SchemaViolationConfigurationException schema) {
        return schema.getErrors().isEmpty()
                ? Stream.of(schema)
                : schema.getErrors().stream().flatMap(YamlDiagnosis::leaves);
    }

    private static String violation(ConfigLines lines, SchemaViolationConfigurationException violation) {
        String place = violation.getInstanceLocation().replaceFirst("^#/[^/]*/?", "");
        String what = String.valueOf(violation.getMessage());
        Matcher extraneous = EXTRANEOUS.matcher(what);
        if (extraneous.matches()) {
            String key = extraneous.group(1);
            place = place.isEmpty() ? key : place + "/" + key;
            what = key + " is not expected here";
        } else {
            what = place + ": " + what;
        }
        int line = lines.line(place);
        return (line == 0 ? ": " : " line " + line + ": ") + what;
    }
}
