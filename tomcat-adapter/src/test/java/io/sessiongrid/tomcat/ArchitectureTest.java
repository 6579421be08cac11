package io.sessiongrid.tomcat;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The adapter for Tomcat")
class ArchitectureTest {
    private static final JavaClasses ADAPTER = read();

    private static JavaClasses read() {
        ArchConfiguration.get().setResolveMissingDependenciesFromClassPath(false);
        return new ClassFileImporter()
                .importUrl(
                        GridManager.class.getProtectionDomain().getCodeSource().getLocation());
    }

    @Test
    void translatesAndKnowsNothingOfHazelcastOrOfHowSessionsAreStored() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.hazelcast..", "io.sessiongrid.store..", "io.sessiongrid.attribute..")
                .check(ADAPTER);
    }

    /** Tomcat's lib folder has no SLF4J. */
    @Test
    void logsWithTheJdkAlone() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.slf4j..", "org.apache.juli..", "java.util.logging..")
                .check(ADAPTER);
    }
}
