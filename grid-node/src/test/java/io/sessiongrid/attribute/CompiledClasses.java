package io.sessiongrid.attribute;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import javax.tools.ToolProvider;

/** Classes in a directory of their own, as a web application has them: nobody sees them but through {@link #loader}. */
record CompiledClasses(Path directory) {
    /** Compiles sources by class name in package {@code shop}. */
    static CompiledClasses of(Path directory, Map<String, String> sources) {
        try {
            for (Map.Entry<String, String> source : sources.entrySet()) {
                Path file = directory.resolve(source.getKey() + ".java");
                Files.writeString(file, "package shop; " + source.getValue());
            }
            String[] files = sources.keySet().stream()
                    .map(name -> directory.resolve(name + ".java").toString())
                    .toArray(String[]::new);
            String[] arguments = new String[files.length + 2];
            arguments[0] = "-d";
            arguments[1] = directory.toString();
            System.arraycopy(files, 0, arguments, 2, files.length);
            if (ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments) != 0) {
                throw new IllegalArgumentException("does not compile: " + sources);
            }
            return new CompiledClasses(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The application without one of its classes. */
    CompiledClasses without(String name) {
        try {
            Files.delete(directory.resolve("shop").resolve(name + ".class"));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A new loader, as after a deployment. */
    ClassLoader loader() {
        try {
            return new URLClassLoader(new URL[] {directory.toUri().toURL()}, CompiledClasses.class.getClassLoader());
        } catch (MalformedURLException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A new instance of {@code shop.<name>}, by its constructor without parameters. */
    static Object create(ClassLoader loader, String name) {
        try {
            return loader.loadClass("shop." + name).getConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(name, e);
        }
    }
}
