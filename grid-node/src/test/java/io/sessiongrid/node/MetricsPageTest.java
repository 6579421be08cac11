package io.sessiongrid.node;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sessiongrid.session.Meter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The page docs/metrics.md")
class MetricsPageTest {
    private static final Path PAGE = Path.of("..", "docs", "metrics.md");
    private static final String BEGIN = "<!-- From here to the end: generated from Meter.java by MetricsPageTest -->\n";

    @Test
    void saysWhatTheEnumSays() throws IOException {
        String page = Files.readString(PAGE, UTF_8);
        String written = page.substring(0, page.indexOf(BEGIN) + BEGIN.length()) + "\n" + table();
        if (Boolean.getBoolean("metrics.write")) {
            Files.writeString(PAGE, written, UTF_8);
        }

        assertThat(Files.readString(PAGE, UTF_8))
                .as("regenerate with: mvn -pl grid-node test -Dtest=MetricsPageTest -Dmetrics.write=true")
                .isEqualTo(written);
    }

    private static String table() {
        return "| in Prometheus | labels | in JMX | what it is |\n|---|---|---|---|\n"
                + Arrays.stream(Meter.values())
                        .map(meter -> "| `%s` | %s | %s | %s |\n"
                                .formatted(prometheus(meter), labels(meter), jmx(meter), meaning(meter)))
                        .collect(Collectors.joining());
    }

    private static String prometheus(Meter meter) {
        String name = meter.id().replace('.', '_');
        return switch (meter.kind()) {
            case COUNTER -> name + "_total";
            case GAUGE -> name;
            case TIMER -> name + "_seconds";
        };
    }

    private static String labels(Meter meter) {
        String own = meter.label() == null ? "" : ", `" + meter.label() + "`";
        return "`application`" + (meter == Meter.OPERATIONS ? ", `operation`" : "") + own;
    }

    private static String jmx(Meter meter) {
        String readings = MeterReading.of(meter).stream()
                .map(reading -> "`" + reading.attribute() + "`")
                .collect(Collectors.joining(", "));
        return meter.kind() == Meter.Kind.TIMER
                ? "`Calls<Call>Count`, `…MeanMillis`, `…P50Millis`, `…P99Millis`, `…LongestMillis`"
                : readings.isEmpty() ? "–" : readings;
    }

    private static String meaning(Meter meter) {
        return meter.meaning().substring(0, 1).toUpperCase(Locale.ROOT)
                + meter.meaning().substring(1);
    }
}
