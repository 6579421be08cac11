package io.sessiongrid.contract;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The network between an application server and the grid: can be cut, silenced, or stalled. */
public final class Relay implements AutoCloseable {
    private static final Logger log = System.getLogger(Relay.class.getName());

    private static final int BUFFER = 65_536;

    private final ServerSocket listening;
    private final int target;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private boolean cut;
    private boolean silent;
    private boolean stalled;

    /** Between a free port of 127.0.0.1 and {@code target} there. */
    public Relay(int target) {
        this.target = target;
        try {
            listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        inBackground(this::accept);
    }

    public int port() {
        return listening.getLocalPort();
    }

    /** Ends all connections, and admits none. */
    public synchronized void cut() {
        cut = true;
        notifyAll();
        closeSockets();
    }

    /** From now on requests arrive at the grid, but no answer comes back. */
    public synchronized void silence() {
        silent = true;
    }

    /** From now on nothing arrives, in either direction. */
    public synchronized void stall() {
        stalled = true;
    }

    /** All is well again; what was held back arrives. */
    public synchronized void mend() {
        cut = false;
        silent = false;
        stalled = false;
        notifyAll();
    }

    private synchronized boolean isCut() {
        return cut;
    }

    private synchronized void awaitWay(boolean answers) throws InterruptedException {
        while ((stalled || (silent && answers)) && !cut) {
            wait();
        }
    }

    private void accept() throws IOException {
        while (true) {
            Socket client = listening.accept();
            inBackground(() -> connect(client));
        }
    }

    private void connect(Socket client) throws IOException, InterruptedException {
        try (client;
                Socket member = new Socket()) {
            if (isCut()) {
                return;
            }
            sockets.add(client);
            sockets.add(member);
            member.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target));
            client.setTcpNoDelay(true);
            member.setTcpNoDelay(true);
            inBackground(() -> forward(member, client, true));
            forward(client, member, false);
        }
    }

    private void forward(Socket from, Socket to, boolean answers) throws IOException, InterruptedException {
        byte[] buffer = new byte[BUFFER];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int size = in.read(buffer); size >= 0; size = in.read(buffer)) {
                awaitWay(answers);
                out.write(buffer, 0, size);
            }
        } finally {
            sockets.remove(from);
            sockets.remove(to);
        }
    }

    /** Work of a thread that ends with its socket. */
    @FunctionalInterface
    private interface Work {
        void run() throws IOException, InterruptedException;
    }

    private static void inBackground(Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException e) {
                        log.log(Level.DEBUG, "A connection ended", e);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "relay");
        thread.setDaemon(true);
        thread.start();
    }

    private void closeSockets() {
        for (Socket socket : sockets) {
            try {
                socket.close();
            } catch (IOException e) {
                log.log(Level.DEBUG, "Could not close a connection", e);
            }
        }
    }

    @Override
    public void close() {
        cut();
        try {
            listening.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
