package io.sessiongrid.jetty;

import io.sessiongrid.contract.SoakContract;

/** {@code mvn verify -Psoak}. */
final class SessionSoak extends SoakContract {
    @Override
    protected Class<?> main() {
        return Ee11Main.class;
    }
}
