package io.sessiongrid.contract;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/**
 * Ports of 127.0.0.1 that nobody listens at, below those that operating systems give to clients: one of those may be
 * taken before a test comes to use it.
 */
public final class FreePorts {
    private static final int FIRST = 12_000;
    private static final int LAST = 30_000;

    private FreePorts() {}

    /** The first of so many in a row. */
    public static int first(int number) {
        while (true) {
            int first = ThreadLocalRandom.current().nextInt(FIRST, LAST);
            if (IntStream.range(first, first + number).allMatch(FreePorts::isFree)) {
                return first;
            }
        }
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
