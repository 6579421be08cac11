package io.sessiongrid.contract;

import java.time.Duration;
import java.util.List;

/** Tests that look at, or cut, the network between application servers and grid. */
interface OnRelays extends OnStage {
    /** Setting {@code timeout} of all servers. */
    Duration TIMEOUT = Duration.ofSeconds(1);

    /** In the order of the servers; the last is for {@link #startThird}. */
    List<Relay> relays();

    /** Starts one more server, on the last relay. */
    ContractServer startThird();

    default Relay relayOf(ContractServer server) {
        return relays().get(stage().servers().indexOf(server));
    }
}
