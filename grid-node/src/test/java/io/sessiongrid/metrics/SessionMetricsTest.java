package io.sessiongrid.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.hazelcast.config.Config;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.sessiongrid.node.GridNode;
import io.sessiongrid.node.GridSettings;
import io.sessiongrid.session.SessionId;
import io.sessiongrid.web.SessionUse;
import io.sessiongrid.web.Sessions;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What operators see of an application's sessions")
class SessionMetricsTest {
    private static final MBeanServer JMX = ManagementFactory.getPlatformMBeanServer();

    /** A line of Prometheus' text format; labels in the order in which the registry writes them. */
    private static final Pattern SAMPLE = Pattern.compile("(?m)^([a-zA-Z_:][\\w:]*(?:\\{[^}]*})?) ([-+.\\dEe]+|NaN)$");

    private static final HazelcastInstance MEMBER = startMember();

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final String name = "shop" + UUID.randomUUID().toString().replace("-", "");
    private final GridNode node = GridNode.start(GridSettings.of(Map.of("instanceName", MEMBER.getName())));
    private final Sessions sessions = node.sessions(name, getClass().getClassLoader());

    private static HazelcastInstance startMember() {
        Config config = new Config("metrics-" + UUID.randomUUID());
        config.setClusterName(config.getInstanceName())
                .setProperty("hazelcast.phone.home.enabled", "false")
                .setProperty("hazelcast.logging.type", "none")
                .setProperty("hazelcast.partition.count", "31")
                .setProperty("hazelcast.socket.bind.any", "false");
        config.getNetworkConfig().setPort(0).getInterfaces().setEnabled(true).addInterface("127.0.0.1");
        config.getNetworkConfig().getJoin().getAutoDetectionConfig().setEnabled(false);
        config.getNetworkConfig().getJoin().getMulticastConfig().setEnabled(false);
        return Hazelcast.newHazelcastInstance(config);
    }

    @AfterAll
    static void stopMember() {
        MEMBER.getLifecycleService().terminate();
    }

    @AfterEach
    void close() {
        sessions.close();
        node.close();
    }

    @Test
    void isTheHeapTooWhereItHoldsThem() {
        new SessionMetrics(node).bindTo(registry);

        assertThat(scrape().get("sessiongrid_heap_used_ratio")).isBetween(0.0, 1.0);
    }

    @Test
    void isWhatHappened() {
        new SessionMetrics(node).bindTo(registry);

        shop();

        await().until(() ->
                scrape().containsKey(series("operations_total", "operation=\"commit\",outcome=\"applied\"")));
        assertThat(scrape())
                .containsEntry(series("lifecycle_total", "event=\"created\""), 1.0)
                .containsEntry(series("lifecycle_total", "event=\"ended\""), 1.0)
                .containsEntry(series("commits_total", "outcome=\"applied\""), 3.0)
                .containsEntry(series("opens_total", "outcome=\"unchanged\""), 4.0)
                .containsEntry(series("opens_total", "outcome=\"gone\""), 1.0)
                .containsEntry(series("live_sessions", ""), 0.0)
                .containsEntry(series("calls_seconds_count", "call=\"commit\""), 3.0)
                .containsEntry(series("calls_seconds_bucket", "call=\"commit\",le=\"10.0\""), 3.0)
                .containsEntry(series("operations_total", "operation=\"create\",outcome=\"applied\""), 1.0)
                .containsEntry(series("operations_total", "operation=\"commit\",outcome=\"applied\""), 3.0)
                .containsEntry(series("operations_total", "operation=\"open\",outcome=\"gone\""), 1.0);
    }

    @Test
    void isGoneWithTheApplicationAndThereForALaterOne() throws Exception {
        new SessionMetrics(node).bindTo(registry);
        assertThat(beans(name)).hasSize(1);

        sessions.close();

        assertThat(beans(name)).isEmpty();
        assertThat(registry.scrape()).doesNotContain("opens_total{application=\"" + name);
        try (Sessions later = node.sessions(name + "2", getClass().getClassLoader())) {
            assertThat(beans(name + "2")).hasSize(1);
            assertThat(registry.scrape()).contains("opens_total{application=\"" + name + "2\"");
            assertThat(later.liveSessions()).isZero();
        }
    }

    @Test
    void isTheSameInJmx() throws Exception {
        shop();

        ObjectName bean = beans(name).iterator().next();
        assertThat(JMX.getAttribute(bean, "LifecycleCreated")).isEqualTo(1L);
        assertThat(JMX.getAttribute(bean, "CommitsApplied")).isEqualTo(3L);
        assertThat(JMX.getAttribute(bean, "CallsCommitCount")).isEqualTo(3L);
        assertThat((Double) JMX.getAttribute(bean, "CallsCommitP99Millis")).isPositive();
        assertThat((String[]) JMX.getAttribute(bean, "GridProblems")).isEmpty();
        assertThat(JMX.getMBeanInfo(bean).getAttributes())
                .allSatisfy(attribute -> assertThat(attribute.getDescription()).isNotBlank());
    }

    @Test
    void isKeptApartForAnApplicationOfTheSameNameInThisJvm() throws Exception {
        try (GridNode other = GridNode.start(GridSettings.of(Map.of("instanceName", MEMBER.getName())));
                Sessions twin = other.sessions(name, getClass().getClassLoader())) {
            assertThat(beans(name)).hasSize(2);
            assertThat(twin.liveSessions()).isZero();
        }

        assertThat(beans(name)).hasSize(1);
    }

    @Test
    void followsTheConventionsOfPrometheus() throws Exception {
        new SessionMetrics(node).bindTo(registry);
        shop();

        Promtool.check(registry.scrape());
    }

    /** One session: made, looked at, changed three times, ended, asked for once more. */
    private void shop() {
        SessionId id = sessions.newId();
        try (SessionUse use = sessions.create(id, Duration.ofMinutes(30))) {
            use.setAttribute("cart", "empty");
        }
        for (String item : new String[] {"book", "pen", "ink"}) {
            try (SessionUse use = sessions.find(id)) {
                use.setAttribute("cart", item);
            }
        }
        try (SessionUse use = sessions.find(id)) {
            use.end();
        }
        try (SessionUse use = sessions.find(id)) {
            assertThat(use.isValid()).isFalse();
        }
    }

    private String series(String meter, String labels) {
        return "sessiongrid_" + meter + "{application=\"" + name + "\"" + (labels.isEmpty() ? "" : "," + labels) + "}";
    }

    private Map<String, Double> scrape() {
        Map<String, Double> samples = new HashMap<>();
        Matcher sample = SAMPLE.matcher(registry.scrape());
        while (sample.find()) {
            samples.put(sample.group(1), Double.valueOf(sample.group(2)));
        }
        return samples;
    }

    private static Set<ObjectName> beans(String application) throws Exception {
        return JMX.queryNames(
                new ObjectName("io.sessiongrid:type=Sessions,application=" + ObjectName.quote(application) + ",*"),
                null);
    }
}
