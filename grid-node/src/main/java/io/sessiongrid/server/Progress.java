package io.sessiongrid.server;

import java.io.PrintWriter;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Says what a command is at when that takes longer than a second. */
final class Progress {
    private final PrintWriter out;

    Progress(PrintWriter out) {
        this.out = out;
    }

    /** Does it. */
    <T> T during(String what, Supplier<T> work) {
        Future<?> note = CompletableFuture.runAsync(
                () -> {
                    out.println(what + " ...");
                    out.flush();
                },
                CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS));
        try {
            return work.get();
        } finally {
            note.cancel(false);
        }
    }
}
