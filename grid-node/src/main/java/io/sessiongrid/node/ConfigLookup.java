package io.sessiongrid.node;

import com.hazelcast.client.config.ClientConfig;
import com.hazelcast.client.config.XmlClientConfigBuilder;
import com.hazelcast.client.config.YamlClientConfigBuilder;
import com.hazelcast.config.Config;
import com.hazelcast.config.YamlConfigBuilder;
import com.hazelcast.internal.config.override.ExternalConfigurationOverride;
import java.io.File;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Finds and reads the Hazelcast configuration of a member or a client: the file that was asked for, else the one that
 * Hazelcast itself would find (system property, working directory, class path), else ours in the jar.
 *
 * <p>Every method throws {@link GridSettingsException} if the file is not there or cannot be used, with the line at
 * fault.
 */
final class ConfigLookup {
    private static final String PACKED = "sessiongrid/";
    private static final List<String> SUFFIXES = List.of(".xml", ".yaml", ".yml");

    private final Path directory;
    private final Properties system;
    private final Map<String, String> env;

    ConfigLookup(Path directory, Properties system, Map<String, String> env) {
        this.directory = directory;
        this.system = system;
        this.env = env;
    }

    /** As this JVM was started. */
    static ConfigLookup here() {
        return new ConfigLookup(Path.of(""), System.getProperties(), System.getenv());
    }

    /** @param location a file, {@code classpath:name} or a URL; null to look where Hazelcast looks */
    FoundConfig<Config> member(@Nullable String location) {
        ConfigText text = find(location, "hazelcast", "hazelcast.config");
        Config config = text.read("hazelcast", in -> readMember(text, in));
        require(apply((variable, value) -> variable.applyTo(config, value)));
        return member(text, config);
    }

    /**
     * The same of what is left when the mistakes of the file are taken out.
     *
     * @param problems gets what is wrong with what is set beside the file, whatever the file says
     */
    FoundConfig<Config> restOfMember(@Nullable String location, Collection<String> problems) {
        ConfigText text = find(location, "hazelcast", "hazelcast.config");
        Config config = text.readRest("hazelcast", in -> readMember(text, in));
        problems.addAll(apply((variable, value) -> variable.requireForm(value)));
        // What is taken out of the file makes contradictions that are none.
        List<String> unused = apply((variable, value) -> variable.applyTo(config, value));
        return member(text, config);
    }

    private FoundConfig<Config> member(ConfigText text, Config config) {
        config.setConfigurationUrl(text.url());
        if (text.url().getProtocol().equals("file")) {
            config.setConfigurationFile(new File(URI.create(text.url().toString())));
        }
        return new FoundConfig<>(config, text.origin());
    }

    /** By the one way of loading Hazelcast hides what is wrong with YAML, by the other it looks at no environment. */
    private Config readMember(ConfigText text, InputStream in) {
        return text.isXml()
                ? Config.loadFromStream(in, system)
                : new ExternalConfigurationOverride()
                        .overwriteMemberConfig(
                                new YamlConfigBuilder(in).setProperties(system).build());
    }

    /** @param location a file, {@code classpath:name} or a URL; null to look where Hazelcast looks */
    FoundConfig<ClientConfig> client(@Nullable String location) {
        ConfigText text = find(location, "hazelcast-client", "hazelcast.client.config");
        ClientConfig config = text.read("hazelcast-client", in -> {
            ClientConfig read = text.isXml()
                    ? new XmlClientConfigBuilder(in).setProperties(system).build()
                    : new YamlClientConfigBuilder(in).setProperties(system).build();
            // For members Hazelcast does it itself on this way of loading, for clients it does not.
            return new ExternalConfigurationOverride().overwriteClientConfig(read);
        });
        require(apply((variable, value) -> variable.applyTo(config, value)));
        return new FoundConfig<>(config, text.origin());
    }

    /** What was set beside the file goes before what is in it; answers what of it cannot be used. */
    private List<String> apply(BiConsumer<ConfigVariable, String> change) {
        List<String> problems = new ArrayList<>();
        for (ConfigVariable variable : ConfigVariable.values()) {
            String value = variable.text(system, env);
            try {
                if (value != null) {
                    change.accept(variable, value);
                }
            } catch (GridSettingsException e) {
                problems.addAll(e.problems());
            }
        }
        return problems;
    }

    private static void require(List<String> problems) {
        if (!problems.isEmpty()) {
            throw new GridSettingsException(problems);
        }
    }

    private ConfigText find(@Nullable String location, String name, String property) {
        String asked = location == null ? system.getProperty(property) : location;
        if (asked != null) {
            return new ConfigText(locate(asked), asked);
        }
        return SUFFIXES.stream()
                .flatMap(suffix -> Arrays.asList(inDirectory(name + suffix), onClassPath(name + suffix)).stream())
                .filter(Objects::nonNull)
                .findFirst()
                .orElseGet(() -> ours(name + ".xml"));
    }

    private @Nullable ConfigText inDirectory(String name) {
        File file = directory.resolve(name).toFile();
        return file.exists() ? new ConfigText(locate(name), file.getAbsolutePath()) : null;
    }

    private static @Nullable ConfigText onClassPath(String name) {
        URL url = resource(name);
        return url == null ? null : new ConfigText(url, url.toString());
    }

    private static ConfigText ours(String name) {
        URL url = ConfigLookup.class.getClassLoader().getResource(PACKED + name);
        return new ConfigText(Objects.requireNonNull(url), PACKED + name + " in the jar");
    }

    private URL locate(String location) {
        try {
            if (location.startsWith("classpath:")) {
                URL url = resource(location.substring("classpath:".length()));
                if (url == null) {
                    throw ConfigText.unreadable(location, "it is not on the class path", null);
                }
                return url;
            }
            // A scheme has two letters or more, a Windows drive has one.
            boolean isUrl = location.matches("[A-Za-z][A-Za-z0-9+.-]+:.*");
            return isUrl
                    ? URI.create(location).toURL()
                    : directory.resolve(location).toUri().toURL();
        } catch (MalformedURLException | IllegalArgumentException e) {
            throw e instanceof GridSettingsException ours ? ours : ConfigText.unreadable(location, "it is no URL", e);
        }
    }

    private static @Nullable URL resource(String name) {
        ClassLoader application = Thread.currentThread().getContextClassLoader();
        URL url = application == null ? null : application.getResource(name);
        return url == null ? ConfigLookup.class.getClassLoader().getResource(name) : url;
    }
}
