package io.sessiongrid.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What is said of a container is checked in its module; see {@link ServletConformanceContract}. */
@DisplayName("The page docs/servlet-conformance.md")
class ServletConformancePageTest {
    private final List<ConformanceRow> page = ConformanceRow.ofPage();

    @Test
    void namesATestInEachRow() {
        assertThat(page).hasSizeGreaterThan(90);
        assertThat(page.stream().filter(row -> row.holders().isEmpty())).isEmpty();
    }

    @Test
    void namesClassesThatExist() throws IOException {
        Set<String> classes = classes();

        assertThat(named().filter(test -> !classes.contains(test.type()))).isEmpty();
    }

    @Test
    void namesNoOtherMethods() {
        assertThat(named().filter(test ->
                        !RunTests.isNameOfTests(test.type()) && !ServletConformanceContract.isOfContract(test)))
                .isEmpty();
    }

    @Test
    void namesTestsOfTheCoreThatAreRun() {
        RunTests core = RunTests.ofModuleOf(getClass());

        assertThat(named().filter(core::haveTypeOf)
                        .filter(test -> core.runners(test).isEmpty()))
                .isEmpty();
    }

    private Stream<ConformanceRow.Named> named() {
        return page.stream().flatMap(row -> row.named().stream());
    }

    /** Names of the classes of all tests, and of what they need. */
    private static Set<String> classes() throws IOException {
        try (Stream<Path> modules = Files.list(ConformanceRow.REPOSITORY)) {
            return modules.map(module -> module.resolve("src/test/java"))
                    .filter(Files::isDirectory)
                    .flatMap(ServletConformancePageTest::names)
                    .collect(Collectors.toSet());
        }
    }

    private static Stream<String> names(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".java"))
                    .map(name -> name.replace(".java", ""))
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
