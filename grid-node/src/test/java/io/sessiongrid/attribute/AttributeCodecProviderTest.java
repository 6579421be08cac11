package io.sessiongrid.attribute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The provider of a codec")
class AttributeCodecProviderTest {
    /** As another module would bring it. */
    public static final class Other implements AttributeCodecProvider {
        @Override
        public String name() {
            return "other";
        }

        @Override
        public AttributeCodec create(AttributeFilter filter) {
            return new JavaCodec(filter);
        }
    }

    @Test
    void isBuiltInForJava() {
        AttributeCodec codec = AttributeCodecProvider.named("java").create(AttributeFilter.of(""));

        assertThat(codec.isImmutable("text")).isTrue();
    }

    @Test
    void isFoundAsAService(@TempDir Path directory) throws IOException {
        assertThat(AttributeCodecProvider.named("other", withService(directory)))
                .isInstanceOf(Other.class);
    }

    @Test
    void isMissedWithTheNamesThatThereAre(@TempDir Path directory) {
        assertThatThrownBy(() -> AttributeCodecProvider.named("kyro", withService(directory)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("codec is \"kyro\"; expected one of java, other");
    }

    private static ClassLoader withService(Path directory) throws IOException {
        Path services = Files.createDirectories(directory.resolve("META-INF/services"));
        Files.writeString(services.resolve(AttributeCodecProvider.class.getName()), Other.class.getName());
        return new URLClassLoader(
                new URL[] {directory.toUri().toURL()}, AttributeCodecProviderTest.class.getClassLoader());
    }
}
