package io.sessiongrid.node;

import java.util.List;

/**
 * A Hazelcast configuration and where it was found.
 *
 * @param origin for people, for example "/etc/grid/hazelcast.xml"
 * @param notes what was set and has no effect, one sentence each
 */
record FoundConfig<C>(C config, String origin, List<String> notes) {
    FoundConfig {
        notes = List.copyOf(notes);
    }
}
