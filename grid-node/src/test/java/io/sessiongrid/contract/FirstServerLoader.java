package io.sessiongrid.contract;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** The class loader of the first server's applications, which have one class more than anybody else. */
public final class FirstServerLoader extends ClassLoader {
    private static final String TEMPLATE = "GreetingTemplate";

    /** As long as the other name, so that it can take its place in the class file. */
    private static final String ADDITIONAL = "GreetingOfTheOne";

    static {
        registerAsParallelCapable();
    }

    FirstServerLoader(ClassLoader parent) {
        super(parent);
    }

    /** Writes the additional class into a folder of classes, for an application that has it there. */
    public static void writeAdditionalClass(Path classes) throws IOException {
        Path folder = classes.resolve(FirstServerLoader.class.getPackageName().replace('.', '/'));
        Files.write(Files.createDirectories(folder).resolve(ADDITIONAL + ".class"), additionalClass());
    }

    /** An instance of the additional class, for code that runs where it is. */
    public static Object greeting() throws ReflectiveOperationException {
        String name = GreetingTemplate.class.getName().replace(TEMPLATE, ADDITIONAL);
        return Class.forName(name, true, Thread.currentThread().getContextClassLoader())
                .getConstructor()
                .newInstance();
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        if (!name.endsWith("." + ADDITIONAL)) {
            throw new ClassNotFoundException(name);
        }
        try {
            byte[] renamed = additionalClass();
            return defineClass(name, renamed, 0, renamed.length);
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
    }

    private static byte[] additionalClass() throws IOException {
        try (InputStream in = GreetingTemplate.class.getResourceAsStream(TEMPLATE + ".class")) {
            byte[] template = Objects.requireNonNull(in, TEMPLATE).readAllBytes();
            return new String(template, StandardCharsets.ISO_8859_1)
                    .replace(TEMPLATE, ADDITIONAL)
                    .getBytes(StandardCharsets.ISO_8859_1);
        }
    }
}
