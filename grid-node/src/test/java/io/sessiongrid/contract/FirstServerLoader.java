package io.sessiongrid.contract;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The class loader of the first server's applications, which have one class more than anybody else. */
final class FirstServerLoader extends ClassLoader {
    private static final String TEMPLATE = "GreetingTemplate";

    /** As long as the other name, so that it can take its place in the class file. */
    private static final String ADDITIONAL = "GreetingOfTheOne";

    static {
        registerAsParallelCapable();
    }

    FirstServerLoader(ClassLoader parent) {
        super(parent);
    }

    /** An instance of the additional class, for code that runs on the first server. */
    static Object greeting() throws ReflectiveOperationException {
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
        try (InputStream in = GreetingTemplate.class.getResourceAsStream(TEMPLATE + ".class")) {
            byte[] template = Objects.requireNonNull(in, TEMPLATE).readAllBytes();
            byte[] renamed = new String(template, StandardCharsets.ISO_8859_1)
                    .replace(TEMPLATE, ADDITIONAL)
                    .getBytes(StandardCharsets.ISO_8859_1);
            return defineClass(name, renamed, 0, renamed.length);
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
    }
}
