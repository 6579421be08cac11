package io.sessiongrid.tomcat.process;

import io.sessiongrid.tomcat.shop.Basket;
import io.sessiongrid.tomcat.shop.ShopServlet;
import io.sessiongrid.tomcat.shop.Steps;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** The shop as a WAR, whose classes are nowhere but in its {@code WEB-INF/classes}. */
final class War {
    private static final String WEB_XML = """
            <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0" metadata-complete="true">
                <absolute-ordering/>
                <servlet>
                    <servlet-name>shop</servlet-name>
                    <servlet-class>io.sessiongrid.tomcat.shop.ShopServlet</servlet-class>
                </servlet>
                <servlet-mapping>
                    <servlet-name>shop</servlet-name>
                    <url-pattern>/*</url-pattern>
                </servlet-mapping>
                <session-config>
                    <session-timeout>30</session-timeout>
                    <cookie-config>
                        <name>SHOPID</name>
                        <path>/</path>
                    </cookie-config>
                </session-config>
            </web-app>
            """;

    private final Map<String, byte[]> entries = new LinkedHashMap<>();

    private War() {}

    static War ofShop() {
        return new War()
                .with("WEB-INF/web.xml", WEB_XML.getBytes(StandardCharsets.UTF_8))
                .with(ShopServlet.class)
                .with(Steps.class)
                .with(Basket.class);
    }

    private War with(Class<?> type) {
        String file = type.getName().replace('.', '/') + ".class";
        try (InputStream in = type.getClassLoader().getResourceAsStream(file)) {
            return with(
                    "WEB-INF/classes/" + file, Objects.requireNonNull(in, file).readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    War with(String entry, byte[] content) {
        entries.put(entry, content);
        return this;
    }

    War withContextXml(String text) {
        return with("META-INF/context.xml", text.getBytes(StandardCharsets.UTF_8));
    }

    Path write(String name) {
        try {
            Path folder = Files.createDirectories(Path.of("target", "wars"));
            Path file = Files.createTempDirectory(folder, "war").resolve(name).toAbsolutePath();
            try (OutputStream out = Files.newOutputStream(file);
                    ZipOutputStream zip = new ZipOutputStream(out)) {
                for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                    zip.putNextEntry(new ZipEntry(entry.getKey()));
                    zip.write(entry.getValue());
                    zip.closeEntry();
                }
            }
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
