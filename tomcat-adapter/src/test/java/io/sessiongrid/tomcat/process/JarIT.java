package io.sessiongrid.tomcat.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The jar for Tomcat's lib folder")
class JarIT {
    /** {@code project.build.outputTimestamp} of the parent pom. */
    private static final LocalDateTime OUTPUT_TIMESTAMP = LocalDateTime.of(2026, 11, 1, 0, 0);

    @Test
    @DisplayName("has no class but ours and Hazelcast's, so that it clashes with no application and no container")
    void clashesWithNothing() throws IOException {
        assertThat(entries())
                .filteredOn(name -> name.endsWith(".class"))
                .allMatch(name -> name.startsWith("io/sessiongrid/") || name.startsWith("com/hazelcast/"))
                .noneMatch(name -> name.startsWith("io/sessiongrid/server/"))
                .contains("io/sessiongrid/tomcat/GridManager.class", "com/hazelcast/core/HazelcastInstance.class")
                .anyMatch(name -> name.startsWith("io/sessiongrid/shaded/caffeine/"))
                .doesNotHaveDuplicates();
    }

    /** Found by applications, too: their JCache would come upon a provider that cannot work. */
    @Test
    @DisplayName("offers applications no service, only Hazelcast")
    void offersNoService() throws IOException {
        assertThat(entries())
                .filteredOn(name -> name.matches("META-INF/services/.+"))
                .allMatch(name -> name.startsWith("META-INF/services/com.hazelcast."));
    }

    @Test
    @DisplayName("introduces the classes of sessions and those of Hazelcast to Hazelcast")
    void mergesServices() throws IOException {
        assertThat(text("META-INF/services/com.hazelcast.DataSerializerHook"))
                .contains("io.sessiongrid.store.SessionSerializerHook", "com.hazelcast.map.impl.MapDataSerializerHook");
    }

    @Test
    @DisplayName("has the licences and notices of all that is in it, and no signature of what it was")
    void hasLicences() throws IOException {
        assertThat(text("META-INF/LICENSE")).contains("Apache License");
        assertThat(entries())
                .contains("META-INF/NOTICE", "META-INF/thirdparty-LICENSE")
                .noneMatch(name -> name.matches("META-INF/.*\\.(SF|DSA|RSA)"));
    }

    /** What is not ours has the times of the jars that it comes from. */
    @Test
    @DisplayName("says of no file that it was made when the jar was built, so that two builds are the same")
    void isReproducible() throws IOException {
        try (JarFile jar = jar()) {
            assertThat(jar.stream()
                            .filter(entry ->
                                    entry.getName().matches("(io/sessiongrid|sessiongrid|META-INF/services)/.*"))
                            .filter(entry -> !entry.getName().startsWith("io/sessiongrid/shaded/"))
                            .map(JarEntry::getTimeLocal))
                    .isNotEmpty()
                    .containsOnly(OUTPUT_TIMESTAMP);
        }
    }

    private static List<String> entries() throws IOException {
        try (JarFile jar = jar()) {
            return jar.stream().map(JarEntry::getName).toList();
        }
    }

    private static String text(String entry) throws IOException {
        try (JarFile jar = jar()) {
            return new String(jar.getInputStream(jar.getEntry(entry)).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static JarFile jar() throws IOException {
        return new JarFile(System.getProperty("adapter.jar"));
    }
}
