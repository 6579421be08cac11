package io.sessiongrid.store;

import com.hazelcast.config.Config;
import com.hazelcast.config.MapConfig;
import com.hazelcast.config.SplitBrainProtectionConfig;
import com.hazelcast.splitbrainprotection.SplitBrainProtectionException;
import com.hazelcast.splitbrainprotection.SplitBrainProtectionOn;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Members refuse all operations on sessions as long as they see fewer members than the setting {@code minimumMembers}
 * says, so that of the halves of a split grid one at most goes on. By Hazelcast's split-brain protection, whose name
 * says the number: a client hears nothing else of it.
 */
public final class MinimumMembers {
    private static final String NAME = "minimumMembers-";
    private static final Pattern IN_MESSAGE = Pattern.compile(NAME + "(\\d+)");

    private MinimumMembers() {}

    /**
     * Protects all session maps in the configuration of a member that starts; adds ours if there is none.
     *
     * @return what contradicts it, one sentence without its end each
     */
    public static List<String> require(Config config, int minimum) {
        SessionMapConfig.addTo(config, SessionMapConfig.PATTERN);
        String fitting = config.findMapConfig(SessionMapConfig.PATTERN).getName();
        List<MapConfig> maps = config.getMapConfigs().values().stream()
                .filter(map -> map.getName().startsWith(SessionMapConfig.PREFIX)
                        || map.getName().equals(fitting))
                .toList();
        List<String> contradictions = maps.stream()
                .filter(map -> isOfUser(map.getSplitBrainProtectionName()))
                .map(map -> "minimumMembers is " + minimum + ", and <map name=\"" + map.getName()
                        + "\"> has a <split-brain-protection-ref>; leave one of them")
                .toList();
        if (contradictions.isEmpty()) {
            String name = NAME + minimum;
            config.addSplitBrainProtectionConfig(new SplitBrainProtectionConfig(name, true, minimum)
                    .setProtectOn(SplitBrainProtectionOn.READ_WRITE));
            maps.forEach(map -> map.setSplitBrainProtectionName(name));
        }
        return contradictions;
    }

    private static boolean isOfUser(@Nullable String protection) {
        return protection != null && !protection.startsWith(NAME);
    }

    /** For a map that is configured while members run: as they protect their other session maps. */
    static @Nullable String protection(Config running) {
        return running.getSplitBrainProtectionConfigs().keySet().stream()
                .filter(name -> name.startsWith(NAME))
                .findFirst()
                .orElse(null);
    }

    /** Why a member refused an operation, for the log. */
    static String explain(SplitBrainProtectionException refusal) {
        Matcher number = IN_MESSAGE.matcher(String.valueOf(refusal.getMessage()));
        return "split-brain protection refuses it, because members see fewer than "
                + (number.find() ? number.group(1) + " members" : "are required")
                + "; start members, or look at the network between them";
    }
}
