package io.sessiongrid.server;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.reflect.Proxy;

/**
 * Signals of the operating system. By reflection, because the one class for it has never become official.
 *
 * <p>A shutdown hook would not do: while it runs, the JVM does not hear a second signal.
 */
final class Signals {
    private static final Logger log = System.getLogger(Signals.class.getName());

    private Signals() {}

    /**
     * Runs {@code reaction}, each time on a thread of its own, instead of ending the JVM.
     *
     * @return false if this JVM does not allow it
     */
    static boolean on(String signal, Runnable reaction) {
        try {
            Class<?> type = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object heard = Proxy.newProxyInstance(
                    Signals.class.getClassLoader(), new Class<?>[] {handler}, (proxy, method, arguments) -> {
                        if (method.getName().equals("handle")) {
                            new Thread(reaction, "signal " + signal).start();
                        }
                        return null;
                    });
            type.getMethod("handle", type, handler)
                    .invoke(null, type.getConstructor(String.class).newInstance(signal), heard);
            return true;
        } catch (ReflectiveOperationException e) {
            log.log(Level.DEBUG, "This JVM does not let us hear signals", e);
            return false;
        }
    }
}
