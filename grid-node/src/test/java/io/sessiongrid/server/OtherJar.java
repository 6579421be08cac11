package io.sessiongrid.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/** A packed member that says it is of another version, in a folder of its own. */
final class OtherJar {
    private OtherJar() {}

    /** Returns the jar, which has {@code lib} beside it. */
    static Path ofVersion(String version, Path folder) throws IOException {
        Path original = NodeProcess.jar();
        Path lib = Files.createDirectory(folder.resolve("lib"));
        try (Stream<Path> libraries = Files.list(original.resolveSibling("lib"))) {
            for (Path library : libraries.toList()) {
                Files.createSymbolicLink(lib.resolve(library.getFileName()), library);
            }
        }
        Path copy = folder.resolve("grid-node-" + version + ".jar");
        try (JarFile from = new JarFile(original.toFile())) {
            Manifest manifest = new Manifest(from.getManifest());
            manifest.getMainAttributes().put(Attributes.Name.IMPLEMENTATION_VERSION, version);
            try (OutputStream file = Files.newOutputStream(copy);
                    JarOutputStream to = new JarOutputStream(file, manifest)) {
                List<ZipEntry> entries = from.stream()
                        .<ZipEntry>map(entry -> new ZipEntry(entry.getName()))
                        .filter(entry -> !entry.getName().equals(JarFile.MANIFEST_NAME))
                        .toList();
                for (ZipEntry entry : entries) {
                    to.putNextEntry(entry);
                    try (InputStream content = from.getInputStream(from.getEntry(entry.getName()))) {
                        content.transferTo(to);
                    }
                }
            }
        }
        return copy;
    }
}
