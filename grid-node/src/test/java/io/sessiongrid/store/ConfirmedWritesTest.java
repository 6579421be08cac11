package io.sessiongrid.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.client.config.ClientConfig;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@DisplayName("A write of a client")
@Tag("G10")
class ConfirmedWritesTest {
    /** Or it would wait for a backup that this client alone cannot reach, whatever the file says. */
    @Test
    void isConfirmedByTheOwner() {
        ClientConfig config = new ClientConfig().setBackupAckToClientEnabled(true);

        ConfirmedWrites.require(config);

        assertThat(config.isBackupAckToClientEnabled()).isFalse();
    }
}
