package io.sessiongrid.attribute;

import java.util.ServiceLoader;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Makes the codec that the setting {@code codec} names. Others than {@code java}, which is built in, are found as
 * services ({@link ServiceLoader}) beside this class.
 */
public interface AttributeCodecProvider {
    /** The value of the setting {@code codec} that chooses this provider. */
    String name();

    /** A codec that makes no class which the filter refuses, and keeps to the limits of {@link AttributeFilter}. */
    AttributeCodec create(AttributeFilter filter);

    /**
     * The provider of that name.
     *
     * @throws IllegalArgumentException if there is none; the message lists those that there are
     */
    static AttributeCodecProvider named(String codec) {
        return named(codec, AttributeCodecProvider.class.getClassLoader());
    }

    /** As {@link #named(String)}, with the services that {@code loader} sees. */
    static AttributeCodecProvider named(String codec, ClassLoader loader) {
        return available(loader)
                .filter(provider -> provider.name().equals(codec))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("codec is \"" + codec + "\"; expected one of "
                        + available(loader).map(AttributeCodecProvider::name).collect(Collectors.joining(", "))));
    }

    /** The built-in one comes first, and in code, so that a shaded jar without service files still has it. */
    private static Stream<AttributeCodecProvider> available(ClassLoader loader) {
        return Stream.concat(
                Stream.of(new JavaCodecProvider()),
                ServiceLoader.load(AttributeCodecProvider.class, loader).stream()
                        .map(ServiceLoader.Provider::get));
    }
}
