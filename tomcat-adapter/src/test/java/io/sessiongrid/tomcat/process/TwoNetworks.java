package io.sessiongrid.tomcat.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * Two network namespaces of Linux with one cable between them, which can be pulled out. Nothing else reaches them, and
 * they reach nothing else. They are gone when this is closed, or with this JVM.
 */
final class TwoNetworks implements AutoCloseable {
    /** Of this machine's, to make and to remove networks. */
    private static final int SECONDS = 20;

    private final Network one;
    private final Network other;
    private final Thread reaper = new Thread(this::remove);

    /**
     * One of them.
     *
     * @param address at which the other one reaches it
     */
    record Network(String name, String cable, String address) {
        /** What runs a command in it. */
        List<String> within() {
            return List.of("ip", "netns", "exec", name);
        }

        private void make() {
            run("ip", "netns", "add", name);
            run("ip", "-n", name, "link", "set", "lo", "up");
        }

        private void plugIn() {
            run("ip", "-n", name, "addr", "add", address + "/24", "dev", cable);
            run("ip", "-n", name, "link", "set", cable, "up");
        }
    }

    TwoNetworks() {
        String suffix = UUID.randomUUID().toString().substring(0, 8);
        one = new Network("sg1-" + suffix, "sga" + suffix, "10.77.0.1");
        other = new Network("sg2-" + suffix, "sgb" + suffix, "10.77.0.2");
        Runtime.getRuntime().addShutdownHook(reaper);
        try {
            one.make();
            other.make();
            run(
                    "ip",
                    "link",
                    "add",
                    one.cable,
                    "netns",
                    one.name,
                    "type",
                    "veth",
                    "peer",
                    "name",
                    other.cable,
                    "netns",
                    other.name);
            one.plugIn();
            other.plugIn();
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** Empty if this machine lets us make such networks; else why it does not. */
    static String whyNot() {
        try (TwoNetworks probe = new TwoNetworks()) {
            run("ip", "-n", probe.one.name, "link", "show", probe.one.cable);
            return "";
        } catch (RuntimeException e) {
            return "No network namespaces can be made here, which takes root and the package iproute2: "
                    + e.getMessage();
        }
    }

    Network one() {
        return one;
    }

    Network other() {
        return other;
    }

    /** What is on its way is lost, and nobody is told. */
    void cut() {
        run("ip", "-n", one.name, "link", "set", one.cable, "down");
    }

    void heal() {
        run("ip", "-n", one.name, "link", "set", one.cable, "up");
    }

    /** Runs a command of the machine, and answers its output. */
    static String run(String... command) {
        return run(List.of(command));
    }

    static String run(List<String> command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IllegalStateException(String.join(" ", command) + ": " + output.strip());
            }
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The cable goes with them. */
    private void remove() {
        for (Network network : List.of(one, other)) {
            try {
                run("ip", "netns", "del", network.name);
            } catch (RuntimeException e) {
                // It was never made.
            }
        }
    }

    @Override
    public void close() {
        remove();
        Runtime.getRuntime().removeShutdownHook(reaper);
    }
}
