package io.sessiongrid.jetty;

import io.sessiongrid.contract.GridMode;
import io.sessiongrid.contract.KilledProcessContract;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;

@DisplayName("When processes of a grid with Jetty EE11 are killed,")
class Ee11KilledProcessIT {
    @Nested
    @DisplayName("embedded:")
    class Embedded extends KilledProcessContract {
        Embedded() {
            super(Ee11Main.class, GridMode.EMBEDDED, false);
        }
    }

    @Nested
    @DisplayName("embedded, sticky:")
    class EmbeddedSticky extends KilledProcessContract {
        EmbeddedSticky() {
            super(Ee11Main.class, GridMode.EMBEDDED, true);
        }
    }

    @Nested
    @DisplayName("client:")
    class Client extends KilledProcessContract {
        Client() {
            super(Ee11Main.class, GridMode.CLIENT, false);
        }
    }

    @Nested
    @DisplayName("client, sticky:")
    class ClientSticky extends KilledProcessContract {
        ClientSticky() {
            super(Ee11Main.class, GridMode.CLIENT, true);
        }
    }
}
