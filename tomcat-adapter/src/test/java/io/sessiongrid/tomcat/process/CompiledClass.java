package io.sessiongrid.tomcat.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.tools.ToolProvider;

/** A serializable class of an application that is not the same in every version of it. */
final class CompiledClass {
    static final String NAME = "acme.Voucher";
    static final String FILE = "WEB-INF/classes/acme/Voucher.class";

    private static final String SOURCE = """
            package acme;

            public class Voucher implements java.io.Serializable {
                private static final long serialVersionUID = %d;
                private int value = 5;

                @Override
                public String toString() {
                    return "voucher of version " + serialVersionUID;
                }
            }
            """;

    private CompiledClass() {}

    /** The class file of a version, which cannot read objects of the other versions. */
    static byte[] version(int version) {
        try {
            Path folder = Files.createTempDirectory(Files.createDirectories(Path.of("target", "wars")), "voucher");
            Path source = Files.writeString(folder.resolve("Voucher.java"), SOURCE.formatted(version), UTF_8);
            int status = ToolProvider.getSystemJavaCompiler()
                    .run(null, null, null, "-d", folder.toString(), source.toString());
            if (status != 0) {
                throw new IllegalStateException("javac ended with " + status);
            }
            return Files.readAllBytes(folder.resolve("acme").resolve("Voucher.class"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
