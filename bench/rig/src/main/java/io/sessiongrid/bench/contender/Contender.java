package io.sessiongrid.bench.contender;

import io.sessiongrid.bench.process.Site;

/** A container with one way of keeping sessions. */
public interface Contender {
    /** Unique among the contenders; also what {@code --only} takes. */
    String name();

    Container container();

    /** Keeps its sessions in the memory of one server: no more than a limit for others. */
    default boolean isLimit() {
        return false;
    }

    /** True if it can serve requests that are routed so. */
    default boolean serves(Routing routing) {
        return routing == Routing.STICKY || !isLimit();
    }

    /**
     * Two servers and what they need, all started, configured as well as its manual says for such a routing. Throws
     * {@link IllegalStateException} if one does not start.
     */
    Deployment start(Site site, Routing routing);
}
