package io.sessiongrid.jetty;

import io.sessiongrid.contract.ServletConformanceContract;
import org.junit.jupiter.api.DisplayName;

@DisplayName("On Jetty, as docs/servlet-conformance.md says:")
class JettyConformanceTest extends ServletConformanceContract {
    JettyConformanceTest() {
        super("Ee10", "Ee11");
    }
}
