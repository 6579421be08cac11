package io.sessiongrid.bench.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Where things are.
 *
 * @param repository the root of the working copy, built
 * @param folder for what is made during this run
 */
public record Site(Path repository, Path folder) {
    private static final AtomicInteger NUMBER = new AtomicInteger();

    /** A new folder, empty. */
    public Path newFolder(String name) {
        try {
            return Files.createDirectories(folder.resolve(NUMBER.incrementAndGet() + "-" + name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The only file of that shape in the build folder of {@code module}. */
    public Path built(String module, String glob) {
        Path target = repository.resolve(module).resolve("target");
        try (DirectoryStream<Path> files = Files.newDirectoryStream(target, glob)) {
            return files.iterator().next();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What {@code java -cp} wants for a module of {@code bench}: its jar and all that it needs. */
    public String classPath(String module) {
        Path target = repository.resolve("bench").resolve(module).resolve("target");
        return target.resolve("classes") + ":" + target.resolve("lib") + "/*";
    }

    public static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** Ports that nobody listens on, on the loopback interface. */
    public static List<Integer> freePorts(int count) {
        List<ServerSocket> sockets = new ArrayList<>();
        try {
            for (int index = 0; index < count; index++) {
                sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
            }
            return sockets.stream().map(ServerSocket::getLocalPort).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            sockets.forEach(Site::close);
        }
    }

    private static void close(ServerSocket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
