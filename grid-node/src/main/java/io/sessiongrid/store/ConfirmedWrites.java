package io.sessiongrid.store;

import com.hazelcast.client.config.ClientConfig;
import com.hazelcast.config.Config;

/**
 * Has Hazelcast say so when a backup did not answer. By default it waits for a while and then confirms a write that its
 * owner alone has, and that is lost with the owner (G1, G2).
 *
 * <p>The call fails then, its outcome is unknown, and it is repeated as long as its caller waits: the repetition goes
 * to the backups again.
 */
public final class ConfirmedWrites {
    private ConfirmedWrites() {}

    /** Whatever the file says. */
    public static void require(Config config) {
        config.setProperty("hazelcast.operation.fail.on.indeterminate.state", "true");
    }

    /**
     * And the owner is who says that the backups have a write. By default they tell the client themselves, and one that
     * cannot reach a member of which the others have no complaint would wait in vain at each session with a backup
     * there.
     */
    public static void require(ClientConfig config) {
        config.setBackupAckToClientEnabled(false);
        config.setProperty("hazelcast.client.operation.fail.on.indeterminate.state", "true");
    }
}
