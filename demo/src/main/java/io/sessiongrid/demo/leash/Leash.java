package io.sessiongrid.demo.leash;

import java.io.IOException;

/**
 * An agent that ends its process as soon as the process that started it is gone, however that ended: the operating
 * system then closes the other end of standard input, which nobody ever writes to.
 */
public final class Leash {
    private Leash() {}

    /** Called by the JVM before {@code main}, because of {@code -javaagent}. */
    public static void premain(String arguments) {
        Thread holder = new Thread(Leash::hold, "leash");
        holder.setDaemon(true);
        holder.start();
    }

    private static void hold() {
        try {
            while (System.in.read() >= 0) {
                // Nothing is said on a leash.
            }
        } catch (IOException e) {
            // Torn.
        }
        Runtime.getRuntime().halt(1);
    }
}
