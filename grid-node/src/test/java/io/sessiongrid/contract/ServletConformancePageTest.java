package io.sessiongrid.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The page docs/servlet-conformance.md")
class ServletConformancePageTest {
    private static final Path REPOSITORY = Path.of("..");
    private static final Pattern TEST = Pattern.compile("`(\\w+)#(\\w+)`");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| (?!rule|what).*\\|$");

    private final String page = read(REPOSITORY.resolve("docs/servlet-conformance.md"));

    @Test
    void namesTestsThatExist() throws IOException {
        Map<String, String> sources = sources();

        List<String> missing = TEST.matcher(page)
                .results()
                .filter(test -> !sources.getOrDefault(test.group(1), "").contains("void " + test.group(2) + "("))
                .map(MatchResult::group)
                .toList();

        assertThat(missing).isEmpty();
    }

    @Test
    void namesNoTestThatIsSwitchedOff() throws IOException {
        assertThat(sources()).noneSatisfy((name, source) -> assertThat(source).contains("@" + "Disabled"));
    }

    @Test
    void namesATestInEachRow() {
        assertThat(ROW.matcher(page).results().map(MatchResult::group))
                .hasSizeGreaterThan(40)
                .allSatisfy(row -> assertThat(row).containsPattern(TEST));
    }

    /** What all tests say, by class. */
    private static Map<String, String> sources() throws IOException {
        try (Stream<Path> modules = Files.list(REPOSITORY)) {
            return modules.map(module -> module.resolve("src/test/java"))
                    .filter(Files::isDirectory)
                    .flatMap(ServletConformancePageTest::javaFiles)
                    .collect(Collectors.toMap(
                            file -> file.getFileName().toString().replace(".java", ""),
                            ServletConformancePageTest::read,
                            String::concat));
        }
    }

    private static Stream<Path> javaFiles(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
