package io.sessiongrid.node;

import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One Hazelcast configuration file.
 *
 * @param origin for people
 */
record ConfigText(URL url, String origin) {
    boolean isXml() {
        return !url.getPath().endsWith(".yaml") && !url.getPath().endsWith(".yml");
    }

    /**
     * What {@code reader} makes of the text.
     *
     * @param root the root element that is expected
     */
    <C> C read(String root, Function<InputStream, C> reader) {
        byte[] bytes = bytes();
        String malformed = isXml() ? XmlDiagnosis.malformed(bytes, root) : null;
        if (malformed != null) {
            throw unusable(malformed, null);
        }
        try {
            return reader.apply(new ByteArrayInputStream(bytes));
        } catch (RuntimeException e) {
            String invalid = isXml() ? XmlDiagnosis.invalid(bytes, root) : null;
            throw unusable(invalid != null ? invalid : ": " + e.getMessage(), e);
        }
    }

    private byte[] bytes() {
        try (InputStream in = url.openStream()) {
            return in.readAllBytes();
        } catch (FileNotFoundException e) {
            throw unreadable(origin, String.valueOf(e.getMessage()).replaceAll(".*\\((.*)\\)$", "$1"), e);
        } catch (IOException e) {
            throw unreadable(origin, String.valueOf(e.getMessage()), e);
        }
    }

    static GridSettingsException unreadable(String location, String reason, @Nullable Throwable cause) {
        return because("Could not read the Hazelcast configuration " + location + ": " + reason, cause);
    }

    private GridSettingsException unusable(String reason, @Nullable Throwable cause) {
        return because("Could not use the Hazelcast configuration " + origin + reason, cause);
    }

    private static GridSettingsException because(String message, @Nullable Throwable cause) {
        GridSettingsException exception = new GridSettingsException(List.of(message));
        exception.initCause(cause);
        return exception;
    }
}
