package io.sessiongrid.tomcat.faults;

import io.sessiongrid.contract.ContractServer;
import java.util.List;

/** The app servers, as a balancer knows them. */
public interface Site {
    /** Those that there are, whether they take requests or not. */
    List<Place> servers();

    /** True if a session is to go to the server that its id names, as long as that takes requests. */
    boolean isSticky();

    /** An app server. */
    interface Place extends ContractServer {
        /** The route in ids. */
        String route();

        /** Of its process: another number after each start. */
        int generation();

        /**
         * True while its process stands still, ends or starts, and for as long as a request that it holds may take
         * afterwards: waits are not ours then.
         */
        boolean isUnwell();
    }
}
