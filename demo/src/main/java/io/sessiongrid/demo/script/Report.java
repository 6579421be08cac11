package io.sessiongrid.demo.script;

import java.io.PrintStream;
import java.util.Locale;

/** What people read of a run. */
final class Report {
    private Report() {}

    static String progress(int percent, Traffic traffic, Losses losses) {
        return String.format(
                Locale.ROOT,
                "%3d %%  %,7d requests, %d failed; lost: %d sessions, %d answered writes; stale reads: %d",
                percent,
                traffic.requests(),
                traffic.failed(),
                losses.sessions(),
                losses.writes(),
                losses.staleReads());
    }

    static void print(PrintStream out, int shoppers, Traffic traffic, Losses losses) {
        out.println();
        row(out, "requests", traffic.requests());
        row(out, "  answered by another server than the one before", traffic.changedServer());
        row(out, "sessions", shoppers);
        row(out, "sessions lost", losses.sessions());
        row(out, "answered writes lost", losses.writes());
        row(out, "stale reads", losses.staleReads());
        row(out, "failed requests", traffic.failed());
        traffic.failures().forEach((how, count) -> row(out, "  " + how, count));
        if (losses.idsCutOff() > 0) {
            row(out, "  of these, logins whose new id never arrived", losses.idsCutOff());
        }
        row(out, "slowest answer in milliseconds", traffic.slowest().toMillis());
        out.println();
        out.println(
                losses.areNone()
                        ? "No session and no answered write was lost, and no read was stale"
                        : "SESSIONS OR ANSWERED WRITES WERE LOST, OR READS WERE STALE; see proxy.log");
    }

    private static void row(PrintStream out, String what, long count) {
        out.printf(Locale.ROOT, "  %-50s %,9d%n", what, count);
    }
}
