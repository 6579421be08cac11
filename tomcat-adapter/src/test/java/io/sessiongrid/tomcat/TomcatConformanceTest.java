package io.sessiongrid.tomcat;

import io.sessiongrid.contract.ServletConformanceContract;
import org.junit.jupiter.api.DisplayName;

@DisplayName("On Tomcat, as docs/servlet-conformance.md says:")
class TomcatConformanceTest extends ServletConformanceContract {
    TomcatConformanceTest() {
        super("Tomcat");
    }
}
