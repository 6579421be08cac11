package io.sessiongrid.jetty;

import io.sessiongrid.contract.FrozenMemberContract;
import org.junit.jupiter.api.DisplayName;

@DisplayName("While a member stands still,")
class FrozenMemberIT extends FrozenMemberContract {
    FrozenMemberIT() {
        super(Ee11Main.class);
    }
}
