package io.sessiongrid.tomcat.process;

import org.junit.jupiter.api.DisplayName;

@DisplayName("On two Tomcat 10.1 distributions that are clients of the grid,")
class Tomcat101DistributionIT extends DistributionContract {
    Tomcat101DistributionIT() {
        super(new TwoTomcats(TwoTomcats.Kind.TOMCAT_10_1_CLIENT));
    }
}
