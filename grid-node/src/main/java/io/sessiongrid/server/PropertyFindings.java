package io.sessiongrid.server;

import com.hazelcast.config.Config;
import com.hazelcast.spi.properties.ClusterProperty;
import com.hazelcast.spi.properties.HazelcastProperties;
import com.hazelcast.spi.properties.HazelcastProperty;
import io.sessiongrid.node.Spelling;
import io.sessiongrid.store.FullHeap;
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
        search.atLeast(
                ClusterProperty.GRACEFUL_SHUTDOWN_MAX_WAIT,
                10,
                60,
                "a member that is stopped hands over for %d s only, and leaves with the sessions that have not moved");
        search.heartbeats();
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
        if (name.startsWith("sessiongrid.")) {
            ours(place, name, value);
        } else if (property == null) {
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

    /** Of our settings, a member reads one in the file. */
    private void ours(String place, String name, String value) {
        if (!name.equals(FullHeap.LIMIT)) {
            findings.warn(
                    place,
                    name + " has no effect in this file, where " + FullHeap.LIMIT + " alone is looked for",
                    "remove it; settings of app servers are set at the app server");
        } else if (!FullHeap.isLimit(value)) {
            findings.error(place, name + " is \"" + value + "\"", "write a percentage from 1 to 100");
        }
    }

    private void heartbeats() {
        HazelcastProperties properties = new HazelcastProperties(config);
        String every = properties.getString(ClusterProperty.HEARTBEAT_INTERVAL_SECONDS);
        String without = properties.getString(ClusterProperty.MAX_NO_HEARTBEAT_SECONDS);
        if (isNumber(every) && isNumber(without) && Long.parseLong(every) >= Long.parseLong(without)) {
            findings.error(
                    "properties/" + ClusterProperty.MAX_NO_HEARTBEAT_SECONDS.getName(),
                    "a heartbeat every " + every + " s, and a member without one for " + without
                            + " s is given up: members give each other up for no reason",
                    "set " + ClusterProperty.MAX_NO_HEARTBEAT_SECONDS.getName() + " to several times "
                            + ClusterProperty.HEARTBEAT_INTERVAL_SECONDS.getName());
        }
    }

    private void atLeast(HazelcastProperty property, long least, long better, String otherwise) {
        String value = new HazelcastProperties(config).getString(property);
        if (isNumber(value) && Long.parseLong(value) < least) {
            findings.warn(
                    "properties/" + property.getName(),
                    otherwise.formatted(Long.parseLong(value)),
                    "set the property " + property.getName() + ", for example to " + better);
        }
    }

    private void expect(HazelcastProperty property, String expected, String otherwise) {
        String value = new HazelcastProperties(config).getString(property);
        boolean countsAsFalse = isFlag(property.getDefaultValue()) && !isFlag(value);
        if (!expected.equals(countsAsFalse ? "false" : value)) {
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
