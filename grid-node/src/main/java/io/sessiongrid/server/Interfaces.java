package io.sessiongrid.server;

import com.hazelcast.config.NetworkConfig;
import com.hazelcast.internal.util.AddressUtil;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The addresses of this machine. */
final class Interfaces {
    private static final String ANY = "0.0.0.0";
    private static final int PATIENCE_MILLIS = 1000;

    private Interfaces() {}

    /** True if it is one of them, or cannot be found out. */
    static boolean isHere(String host) {
        try {
            return NetworkInterface.getByInetAddress(InetAddress.getByName(host)) != null;
        } catch (IOException e) {
            return true;
        }
    }

    /** False also if it cannot be found out. */
    static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /** True if something listens there, whatever it is. */
    static boolean answers(String hostAndPort) {
        AddressUtil.AddressHolder address = AddressUtil.getAddressHolder(hostAndPort);
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address.getAddress(), address.getPort()), PATIENCE_MILLIS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Where a member would listen, every address being {@code 0.0.0.0}; null if none of this machine's is meant. */
    static @Nullable String of(NetworkConfig network) {
        if (!network.getInterfaces().isEnabled()) {
            return ANY;
        }
        Collection<String> meant = network.getInterfaces().getInterfaces();
        return all().stream()
                .filter(address -> AddressUtil.matchAnyInterface(address, meant))
                .findFirst()
                .orElse(null);
    }

    private static List<String> all() {
        try {
            return NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .map(InetAddress::getHostAddress)
                    .toList();
        } catch (SocketException e) {
            return List.of();
        }
    }

    static boolean isFree(String host, int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(host, port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
