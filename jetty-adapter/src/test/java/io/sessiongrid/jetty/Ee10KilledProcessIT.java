package io.sessiongrid.jetty;

import io.sessiongrid.contract.GridMode;
import io.sessiongrid.contract.KilledProcessContract;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;

@DisplayName("When processes of a grid with Jetty EE10 are killed,")
class Ee10KilledProcessIT {
    @Nested
    @DisplayName("embedded:")
    class Embedded extends KilledProcessContract {
        Embedded() {
            super(Ee10Main.class, GridMode.EMBEDDED, false);
        }
    }

    @Nested
    @DisplayName("embedded, sticky:")
    class EmbeddedSticky extends KilledProcessContract {
        EmbeddedSticky() {
            super(Ee10Main.class, GridMode.EMBEDDED, true);
        }
    }

    @Nested
    @DisplayName("client:")
    class Client extends KilledProcessContract {
        Client() {
            super(Ee10Main.class, GridMode.CLIENT, false);
        }
    }

    @Nested
    @DisplayName("client, sticky:")
    class ClientSticky extends KilledProcessContract {
        ClientSticky() {
            super(Ee10Main.class, GridMode.CLIENT, true);
        }
    }
}
