package io.sessiongrid.server;

import com.hazelcast.config.Config;
import com.hazelcast.spi.properties.ClusterProperty;
import com.hazelcast.spi.properties.HazelcastProperties;
import com.hazelcast.spi.properties.HazelcastProperty;
import io.sessiongrid.node.Spelling;
import java.lang.reflect.Field;
import java.util.Map;
import java.util.TreeMap;

/** Hazelcast's properties: those that are mistaken, and those whose defaults are not made for sessions. */
final class PropertyFindings {
    private static final Map<String, HazelcastProperty> KNOWN = known();

    private final Config config;
    private final Findings findings;

    private PropertyFindings(Config config, Findings findings) {
        this.config = config;
        this.findings = findings;
    }

    static void find(Config config, Findings findings) {
        PropertyFindings search = new PropertyFindings(config, findings);
        config.getProperties().stringPropertyNames().stream().sorted().forEach(search::spelling);
        search.expect(
                ClusterProperty.PHONE_HOME_ENABLED,
                "false",
                "the member reports to Hazelcast's manufacturer every day");
        search.expect(
                ClusterProperty.SHUTDOWNHOOK_POLICY,
                "GRACEFUL",
                "where anything but grid-node or our adapters stops a member, its sessions do not move first");
        search.atMost(
                ClusterProperty.GRACEFUL_SHUTDOWN_MAX_WAIT,
                85,
                60,
                "a member that is stopped may hand over for %d s, longer than systemd or Kubernetes let it live");
        search.atMost(
                ClusterProperty.MAX_NO_HEARTBEAT_SECONDS,
                30,
                10,
                "a member that stands still is given up after %d s, and as long are its sessions out of reach");
        search.atMost(
                ClusterProperty.OPERATION_BACKUP_TIMEOUT_MILLIS,
                2000,
                1000,
                "a write whose backup has just died waits for %d ms, longer than a request does");
        search.atMost(
                ClusterProperty.MERGE_FIRST_RUN_DELAY_SECONDS,
                60,
                5,
                "the halves of a split grid look for each other after %d s only, and both change sessions meanwhile");
    }

    private void spelling(String name) {
        String place = "properties/" + name;
        String value = String.valueOf(config.getProperty(name));
        HazelcastProperty property = KNOWN.get(name);
        if (property == null) {
            String meant = name.startsWith("hazelcast.") ? Spelling.nearest(name, KNOWN.keySet()) : null;
            if (meant != null && !name.startsWith(meant)) {
                findings.warn(
                        place,
                        "Hazelcast has no well-known property " + name + ", and does not say so",
                        "write " + meant + " if that is meant");
            }
        } else if (isNumber(property.getDefaultValue()) && !isNumber(value)) {
            findings.error(place, name + " is \"" + value + "\": no member starts with it", "write a number");
        } else if (isFlag(property.getDefaultValue()) && !isFlag(value)) {
            findings.warn(place, name + " is \"" + value + "\", which counts as false", "write true or false");
        }
    }

    private void expect(HazelcastProperty property, String expected, String otherwise) {
        String value = new HazelcastProperties(config).getString(property);
        if (!expected.equals(value)) {
            findings.warn(
                    "properties/" + property.getName(),
                    property.getName() + " is " + value + ": " + otherwise,
                    "set the property " + property.getName() + " to " + expected);
        }
    }

    private void atMost(HazelcastProperty property, long most, long better, String otherwise) {
        String value = new HazelcastProperties(config).getString(property);
        if (isNumber(value) && Long.parseLong(value) > most) {
            findings.warn(
                    "properties/" + property.getName(),
                    otherwise.formatted(Long.parseLong(value)),
                    "set the property " + property.getName() + ", for example to " + better);
        }
    }

    private static boolean isNumber(String text) {
        return text != null && text.matches("-?\\d{1,18}");
    }

    private static boolean isFlag(String text) {
        return "true".equals(text) || "false".equals(text);
    }

    private static Map<String, HazelcastProperty> known() {
        Map<String, HazelcastProperty> known = new TreeMap<>();
        for (Field field : ClusterProperty.class.getFields()) {
            try {
                if (field.get(null) instanceof HazelcastProperty property) {
                    known.put(property.getName(), property);
                }
            } catch (IllegalAccessException e) {
                throw new IllegalStateException(e);
            }
        }
        return known;
    }
}
