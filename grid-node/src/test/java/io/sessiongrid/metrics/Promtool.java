package io.sessiongrid.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** The judgement of Prometheus itself on names and types of metrics. */
public final class Promtool {
    private static final Path PROMTOOL = Path.of("/usr/bin/promtool");

    private Promtool() {}

    /** Skips the test where {@code promtool} is not installed; {@code .ci/run} installs it. */
    public static void check(String metrics) throws IOException, InterruptedException {
        assumeThat(PROMTOOL).as("Debian package prometheus").isExecutable();
        Path text = Files.createTempFile("metrics", ".txt");
        Files.writeString(text, metrics, UTF_8);

        Process lint = new ProcessBuilder(PROMTOOL.toString(), "check", "metrics")
                .redirectInput(text.toFile())
                .redirectErrorStream(true)
                .start();

        String findings = new String(lint.getInputStream().readAllBytes(), UTF_8);
        assertThat(lint.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(lint.exitValue()).as(findings).isZero();
        Files.delete(text);
    }
}
