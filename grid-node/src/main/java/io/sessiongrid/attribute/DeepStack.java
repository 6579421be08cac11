package io.sessiongrid.attribute;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/**
 * Room for the recursion of Java serialization, so that the depth a value may have does not hang on who reads it: a
 * request thread of a server that has just started overflows at a few hundred levels, one of a warm server at
 * thousands.
 */
final class DeepStack {
    /** Measured: 500 levels take up to 1 MiB before the JIT compiler has run; this is four times the need of 2,000. */
    private static final long BYTES = 16 << 20;

    private DeepStack() {}

    /**
     * Calls {@code work} here and, if this thread's stack overflows, once more on a thread with a deep one, with the
     * same context class loader. Throws what {@code work} throws, and {@code StackOverflowError} if that was not enough
     * either.
     */
    static <T> T call(Supplier<T> work) {
        try {
            return work.get();
        } catch (StackOverflowError e) {
            return callOnDeepStack(work);
        }
    }

    private static <T> T callOnDeepStack(Supplier<T> work) {
        try {
            return CompletableFuture.supplyAsync(work, DeepStack::start).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException thrown) {
                throw thrown;
            }
            if (e.getCause() instanceof Error thrown) {
                throw thrown;
            }
            throw e;
        }
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(null, work, "sessiongrid-deep-stack", BYTES);
        thread.setContextClassLoader(Thread.currentThread().getContextClassLoader());
        thread.setDaemon(true);
        thread.start();
    }
}
