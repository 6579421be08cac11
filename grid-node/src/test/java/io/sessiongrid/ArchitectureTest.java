package io.sessiongrid;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.sessiongrid.session.SessionId;
import io.sessiongrid.web.SteadyClock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The arrows of the design, {@code server → node → store → session ← attribute ← web ← node}, and what else holds
 * everywhere.
 */
@DisplayName("The core")
class ArchitectureTest {
    private static final String SESSION = "io.sessiongrid.session";
    private static final String ATTRIBUTE = "io.sessiongrid.attribute";
    private static final String STORE = "io.sessiongrid.store";
    private static final String WEB = "io.sessiongrid.web";
    private static final String NODE = "io.sessiongrid.node";
    private static final String METRICS = "io.sessiongrid.metrics";
    private static final String SERVER = "io.sessiongrid.server";
    private static final String HAZELCAST = "com.hazelcast..";

    private static final JavaClasses CORE = read();

    private static JavaClasses read() {
        // Other people's classes need not be read, only named; reading those of Hazelcast would take most of a minute.
        ArchConfiguration.get().setResolveMissingDependenciesFromClassPath(false);
        return new ClassFileImporter()
                .importUrl(SessionId.class.getProtectionDomain().getCodeSource().getLocation());
    }

    @ParameterizedTest
    @ValueSource(strings = {SESSION, ATTRIBUTE, STORE, WEB, NODE, METRICS, SERVER})
    void hasThePackagesOfTheDesign(String name) {
        assertThat(CORE.containPackage(name)).isTrue();
    }

    @Test
    void usesTheJdkAloneForValuesAndContracts() {
        assertDependsOnJdkAnd(SESSION);
    }

    @Test
    void knowsSessionsOnlyWhereItEncodesAttributes() {
        assertDependsOnJdkAnd(ATTRIBUTE, SESSION);
    }

    @Test
    void knowsSessionsAndHazelcastOnlyWhereItStoresThem() {
        assertDependsOnJdkAnd(
                STORE, SESSION, HAZELCAST, "com.github.benmanes.caffeine..", "dev.failsafe..", "javax.xml..");
    }

    @Test
    void knowsNoContainerAndNoHazelcastWhereItServesThem() {
        assertDependsOnJdkAnd(WEB, SESSION, ATTRIBUTE, "com.github.benmanes.caffeine..");
    }

    @Test
    void knowsMicrometerOnlyWhereItIsShown() {
        noClasses()
                .that()
                .resideOutsideOfPackages(METRICS, SERVER)
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.micrometer..")
                .check(CORE);
    }

    @Test
    void knowsHazelcastInFourPackagesOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackages(STORE, NODE, METRICS, SERVER)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(HAZELCAST)
                .check(CORE);
    }

    @Test
    void doesNotDependOnTheNode() {
        noClasses()
                .that()
                .resideOutsideOfPackages(NODE, METRICS, SERVER)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(NODE)
                .check(CORE);
    }

    @Test
    void keepsTheDedicatedMemberAndItsLibrariesToThemselves() {
        noClasses()
                .that()
                .resideOutsideOfPackage(SERVER)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(SERVER, "picocli..", "org.eclipse.jetty..")
                .check(CORE);
    }

    @Test
    void hasNoCyclesBetweenItsPackages() {
        slices().matching("io.sessiongrid.(*)..").should().beFreeOfCycles().check(CORE);
    }

    @Test
    void hasNoClassThatCouldBeExtendedByAccident() {
        classes()
                .that()
                .areNotInterfaces()
                .and()
                .areNotEnums()
                .and()
                .areNotAnonymousClasses()
                .and()
                .doNotHaveModifier(JavaModifier.ABSTRACT)
                .should()
                .haveModifier(JavaModifier.FINAL)
                .check(CORE);
    }

    @Test
    void readsNoClockThatItWasNotGiven() {
        noClasses()
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callConstructor(Date.class)
                .check(CORE);
    }

    /** What jumps would make sessions older; see {@link SteadyClock}. */
    @Test
    void tellsTheLivesOfSessionsByNoClockThatJumps() {
        noClasses()
                .that()
                .resideInAnyPackage(WEB, NODE)
                .and()
                .doNotBelongToAnyOf(SteadyClock.class)
                .should()
                .callMethod(InstantSource.class, "system")
                .check(CORE);
    }

    private static void assertDependsOnJdkAnd(String own, String... others) {
        String[] allowed = Stream.concat(Stream.of("java..", "org.jspecify..", own), Stream.of(others))
                .toArray(String[]::new);
        classes()
                .that()
                .resideInAPackage(own)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(allowed)
                .check(CORE);
    }
}
