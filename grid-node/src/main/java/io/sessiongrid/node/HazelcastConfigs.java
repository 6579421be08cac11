package io.sessiongrid.node;

import com.hazelcast.client.config.ClientConfig;
import com.hazelcast.config.Config;
import io.sessiongrid.store.ConfirmedWrites;
import io.sessiongrid.store.FullHeap;
import io.sessiongrid.store.MinimumMembers;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the Hazelcast configuration for this JVM as it was started, and lets the log know where it was found. */
public final class HazelcastConfigs {
    private static final Logger log = System.getLogger(HazelcastConfigs.class.getName());

    private HazelcastConfigs() {}

    /**
     * Finds the configuration of a member.
     *
     * @param location a file, {@code classpath:name} or a URL; null to look where Hazelcast looks, then in our jar
     * @throws GridSettingsException if it is not there or cannot be used, with the line at fault
     */
    public static FoundConfig<Config> member(@Nullable String location) {
        return logged(ConfigLookup.here().member(location));
    }

    /**
     * What can be read of a configuration that {@link #member} has refused; null if nothing can. For those who look for
     * more mistakes than the first, never for a member.
     *
     * @param problems gets what is wrong with what is set beside the file
     */
    public static @Nullable FoundConfig<Config> restOfMember(@Nullable String location, Collection<String> problems) {
        try {
            return ConfigLookup.here().restOfMember(location, problems);
        } catch (GridSettingsException e) {
            return null;
        }
    }

    /** The same for a client. */
    public static FoundConfig<ClientConfig> client(@Nullable String location) {
        return logged(ConfigLookup.here().client(location));
    }

    /**
     * Of a member that starts: what we rely upon. What its file says about the heap counts more than a setting.
     *
     * @throws GridSettingsException if the file contradicts a setting
     */
    public static void prepare(Config config, GridSettings settings) {
        protect(config, settings);
        ConfirmedWrites.require(config);
        config.getProperties().putIfAbsent(FullHeap.LIMIT, String.valueOf(settings.heapLimit()));
    }

    /** {@code minimumMembers}, which is part of the configuration of session maps. */
    public static void protect(Config config, GridSettings settings) {
        Integer minimum = settings.minimumMembers();
        List<String> contradictions = minimum == null ? List.of() : MinimumMembers.require(config, minimum);
        if (!contradictions.isEmpty()) {
            throw new GridSettingsException(contradictions);
        }
    }

    private static <C> FoundConfig<C> logged(FoundConfig<C> found) {
        log.log(Level.INFO, "Read the Hazelcast configuration {0}", found.origin());
        return found;
    }
}
