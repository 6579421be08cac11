package io.sessiongrid.bench.load;

import io.sessiongrid.bench.contender.Routing;

/**
 * One kind of load.
 *
 * @param bytes of a session, in 20 attributes
 * @param writes percent of the requests that write one attribute; all read one
 * @param contentLength whether the servlet sets {@code Content-Length}
 */
public record Cell(Routing routing, int bytes, int writes, boolean contentLength) {
    /** For example "sticky, 32 KB, 20 % writes". */
    public String title() {
        return routing.title() + ", " + bytes / 1024 + " KB, " + writes + " % writes"
                + (contentLength ? ", Content-Length" : "");
    }
}
