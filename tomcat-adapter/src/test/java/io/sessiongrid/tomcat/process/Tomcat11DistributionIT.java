package io.sessiongrid.tomcat.process;

import org.junit.jupiter.api.DisplayName;

@DisplayName("On two Tomcat 11 distributions that are members of the grid,")
class Tomcat11DistributionIT extends DistributionContract {
    Tomcat11DistributionIT() {
        super(new TwoTomcats(TwoTomcats.Kind.TOMCAT_11_EMBEDDED));
    }
}
