package io.sessiongrid.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sessiongrid.node.ShippedGrid;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yaml.snakeyaml.Yaml;

/** What {@code mvn package} makes for operators. */
@DisplayName("The distribution")
class DistributionIT {
    @TempDir
    private static Path folder;

    private static Path home;

    @BeforeAll
    static void unpack() throws IOException, InterruptedException {
        Path target = Files.createDirectories(folder.resolve("a folder with spaces"));
        Process tar = new ProcessBuilder(
                        "tar", "-xzf", only("sessiongrid-*.tar.gz").toString(), "-C", target.toString())
                .inheritIO()
                .start();
        assertThat(tar.waitFor()).isZero();
        try (Stream<Path> unpacked = Files.list(target)) {
            home = unpacked.toList().get(0);
        }
    }

    private static Path only(String glob) throws IOException {
        try (var found = Files.newDirectoryStream(Path.of("target"), glob)) {
            return found.iterator().next().toAbsolutePath();
        }
    }

    @Test
    void hasAllThatAnOperatorNeeds() {
        assertThat(Stream.of(
                                "bin/grid-node",
                                "conf/hazelcast.xml",
                                "conf/hazelcast-client.xml",
                                "conf/jvm.options",
                                "conf/systemd/grid-node.service",
                                "conf/docker/Dockerfile",
                                "conf/kubernetes/statefulset.yaml",
                                "docs/settings.md",
                                "grid-node.jar",
                                "LICENSE",
                                "README.md")
                        .map(home::resolve))
                .allMatch(Files::isRegularFile);
        assertThat(home.resolve("bin/grid-node")).isExecutable();
    }

    @Test
    void runsFromAnywhereThroughALinkAndFromAFolderWithSpaces() throws IOException, InterruptedException {
        Path link = Files.createSymbolicLink(folder.resolve("grid-node"), home.resolve("bin/grid-node"));

        Process process = new ProcessBuilder(link.toString(), "--version")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);

        assertThat(process.waitFor()).as(output).isZero();
        assertThat(output).startsWith("Sessiongrid 0.");
    }

    @Test
    void saysWhatIsMissingWithoutJava() throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(home.resolve("bin/grid-node").toString());
        builder.environment().put("JAVA_HOME", "/nowhere");
        Process process = builder.redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);

        assertThat(process.waitFor()).isEqualTo(ExitCode.CONFIGURATION);
        assertThat(output).contains("No java found as /nowhere/bin/java");
    }

    @ParameterizedTest
    @CsvSource({"1.8.0_402,8", "11.0.22,11", "16,16"})
    void namesAJavaThatIsTooOldAndWhatToDo(String version, int feature) throws IOException, InterruptedException {
        Path java = Files.createDirectories(folder.resolve("java-" + feature).resolve("bin"))
                .resolve("java");
        Files.writeString(
                java,
                "#!/bin/sh\necho 'Picked up JAVA_TOOL_OPTIONS: -Dx'\necho 'openjdk version \"" + version
                        + "\" 2024' >&2\n");
        assertThat(java.toFile().setExecutable(true)).isTrue();
        ProcessBuilder builder =
                new ProcessBuilder(home.resolve("bin/grid-node").toString(), "--version");
        builder.environment().put("JAVA_HOME", folder.resolve("java-" + feature).toString());
        Process process = builder.redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);

        assertThat(process.waitFor()).as(output).isEqualTo(ExitCode.CONFIGURATION);
        assertThat(output)
                .contains(java + " is Java " + feature + "; grid-node needs 17 or later, best 17 or 21")
                .contains("set JAVA_HOME");
    }

    @Test
    void givesSystemdTheTimeToHandOver() throws IOException {
        String unit = Files.readString(home.resolve("conf/systemd/grid-node.service"));

        assertThat(line(unit, "RestartPreventExitStatus=(\\d+)")).isEqualTo(String.valueOf(ExitCode.CONFIGURATION));
        assertThat(Duration.ofSeconds(Long.parseLong(line(unit, "TimeoutStopSec=(\\d+)"))))
                .isGreaterThan(ShippedGrid.handOver());
        assertThat(line(unit, "ExecStart=/opt/sessiongrid/(\\S+) start")).isEqualTo("bin/grid-node");
        assertThat(line(unit, "Documentation=file:///opt/sessiongrid/(\\S+)"))
                .satisfies(page -> assertThat(home.resolve(page)).exists());
    }

    @Test
    void givesDockerFilesThatAreThere() throws IOException {
        Files.readAllLines(home.resolve("conf/docker/Dockerfile")).stream()
                .filter(line -> line.startsWith("COPY "))
                .flatMap(line -> Stream.of(line.split(" ", -1)).skip(1))
                .filter(name -> !name.startsWith("/"))
                .forEach(name -> assertThat(home.resolve(name)).exists());
    }

    @Test
    void hasAnImageThatIsNotRootAndHearsSignals() throws IOException {
        Map<String, byte[]> files = imageFiles();
        Map<String, Object> index = json(files, "index.json");
        Map<String, Object> manifest = json(files, blob(((List<?>) at(index, "manifests")).get(0)));
        Object config = at(json(files, blob(at(manifest, "config"))), "config");

        assertThat(at(config, "User")).isEqualTo("10001:10001");
        assertThat(at(config, "Entrypoint").toString())
                .startsWith("[java, ")
                .contains("MaxRAMPercentage=70", "io.sessiongrid.server.GridNodeMain")
                .doesNotContain("/bin/sh");
        assertThat(at(config, "Cmd")).hasToString("[start]");
        assertThat(((Map<?, ?>) at(config, "ExposedPorts")).keySet()).hasToString("[5701/tcp, 5780/tcp]");
    }

    /** The files of the image's tar, without those of its layers. */
    private static Map<String, byte[]> imageFiles() throws IOException {
        Map<String, byte[]> files = new HashMap<>();
        try (InputStream in = new BufferedInputStream(Files.newInputStream(Path.of("target/image-without-java.tar")));
                TarArchiveInputStream tar = new TarArchiveInputStream(in)) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                files.put(entry.getName(), tar.readAllBytes());
            }
        }
        return files;
    }

    /** Where the thing is that a descriptor describes. */
    private static String blob(Object descriptor) {
        return "blobs/" + at(descriptor, "digest").toString().replace(':', '/');
    }

    private static Object at(Object map, String key) {
        Object value = ((Map<?, ?>) map).get(key);
        assertThat(value).as(key).isNotNull();
        return Objects.requireNonNull(value);
    }

    /** Every JSON text is a YAML text. */
    private static Map<String, Object> json(Map<String, byte[]> files, String name) {
        assertThat(files).containsKey(name);
        return new Yaml().load(new String(Objects.requireNonNull(files.get(name)), UTF_8));
    }

    private static String line(String text, String regex) {
        Matcher matcher = Pattern.compile("^" + regex + "$", Pattern.MULTILINE).matcher(text);
        assertThat(matcher.find()).as(regex).isTrue();
        return matcher.group(1);
    }
}
