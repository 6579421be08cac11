package io.sessiongrid.node;

import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
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
            throw unusable(List.of(malformed), null);
        }
        try {
            return reader.apply(new ByteArrayInputStream(bytes));
        } catch (RuntimeException e) {
            List<String> invalid = isXml() ? xmlFaults(bytes, root, reader) : YamlDiagnosis.invalid(bytes, e);
            throw unusable(invalid.isEmpty() ? List.of(": " + oneLine(e)) : invalid, e);
        }
    }

    /** What {@code reader} makes of what is left of the text when its mistakes are taken out. */
    <C> C readRest(String root, Function<InputStream, C> reader) {
        byte[] bytes = bytes();
        if (isXml()) {
            String malformed = XmlDiagnosis.malformed(bytes, root);
            if (malformed != null) {
                throw unusable(List.of(malformed), null);
            }
            bytes = XmlFaults.of(XmlDiagnosis.withoutInvalid(bytes, root), reader)
                    .rest()
                    .getBytes(StandardCharsets.UTF_8);
        }
        try {
            return reader.apply(new ByteArrayInputStream(bytes));
        } catch (RuntimeException e) {
            throw unusable(List.of(": " + oneLine(e)), e);
        }
    }

    /** First what is against the schema, then what Hazelcast says of the rest. */
    private static <C> List<String> xmlFaults(byte[] bytes, String root, Function<InputStream, C> reader) {
        List<String> faults = new ArrayList<>(XmlDiagnosis.invalid(bytes, root));
        XmlFaults others = XmlFaults.of(XmlDiagnosis.withoutInvalid(bytes, root), reader);
        others.reasons().stream()
                .filter(reason -> faults.isEmpty() || reason.startsWith(" line"))
                .forEach(faults::add);
        return faults;
    }

    static String oneLine(RuntimeException e) {
        return String.valueOf(e.getMessage()).replaceAll("\\s*\\R\\s*", " ");
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
        return because(List.of("Could not read the Hazelcast configuration " + location + ": " + reason), cause);
    }

    private GridSettingsException unusable(List<String> reasons, @Nullable Throwable cause) {
        return because(
                reasons.stream()
                        .map(reason -> "Could not use the Hazelcast configuration " + origin + reason)
                        .toList(),
                cause);
    }

    private static GridSettingsException because(List<String> problems, @Nullable Throwable cause) {
        GridSettingsException exception = new GridSettingsException(problems);
        exception.initCause(cause);
        return exception;
    }
}
