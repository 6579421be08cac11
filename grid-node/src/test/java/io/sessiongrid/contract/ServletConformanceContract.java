package io.sessiongrid.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.Test;
import org.junit.platform.commons.support.ReflectionSupport;

/** What the page docs/servlet-conformance.md says of a container is true: the tests that it names are run there. */
@DisplayNameGeneration(Sentences.class)
public abstract class ServletConformanceContract {
    private static final List<String> MODES = List.of("Embedded", "EmbeddedSticky", "Client", "ClientSticky");

    private final List<ConformanceRow> page = ConformanceRow.ofPage();
    private final RunTests here = RunTests.ofModuleOf(getClass());
    private final RunTests core = RunTests.ofModuleOf(ServletConformanceContract.class);
    private final List<String> platforms;

    /** @param platforms how the names of the subclasses of {@link HttpSessionContract} begin */
    protected ServletConformanceContract(String... platforms) {
        this.platforms = List.of(platforms);
    }

    @Test
    final void eachRuleIsHeldByATestThatIsRunHereOrNeedsNoContainer() {
        assertThat(page.stream()
                        .filter(row -> row.holders().stream()
                                .noneMatch(test -> isRun(here, test) || (!isOfContract(test) && isRun(core, test)))))
                .isEmpty();
    }

    @Test
    final void eachTestOfTheContractIsRunHereInAllModes() {
        assertThat(named(ServletConformanceContract::isOfContract)
                        .filter(test ->
                                !isRun(here, test) || !here.runners(test).containsAll(expectedRunners(test))))
                .isEmpty();
    }

    @Test
    final void eachTestOfThisModuleIsRun() {
        assertThat(named(here::haveTypeOf).filter(test -> !isRun(here, test))).isEmpty();
    }

    private static boolean isRun(RunTests tests, ConformanceRow.Named test) {
        return !tests.runners(test).isEmpty();
    }

    private Stream<ConformanceRow.Named> named(Predicate<ConformanceRow.Named> which) {
        return page.stream().flatMap(row -> row.named().stream()).distinct().filter(which);
    }

    /** True if the test is one for any container, to be run by subclasses. */
    static boolean isOfContract(ConformanceRow.Named test) {
        return contract(test)
                .filter(type -> Modifier.isAbstract(type.getModifiers()))
                .isPresent();
    }

    private static Optional<Class<?>> contract(ConformanceRow.Named test) {
        String name = ServletConformanceContract.class.getPackageName() + "." + test.type();
        return ReflectionSupport.tryToLoadClass(name).toOptional();
    }

    /** Contracts that start processes choose some modes; see the classes that run them. */
    private List<String> expectedRunners(ConformanceRow.Named test) {
        boolean everywhere = contract(test)
                .filter(type -> type.isAssignableFrom(HttpSessionContract.class))
                .isPresent();
        return everywhere
                ? platforms.stream()
                        .flatMap(platform -> MODES.stream().map(mode -> platform + mode + "Test"))
                        .toList()
                : List.of();
    }
}
