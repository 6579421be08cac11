package io.sessiongrid.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.sessiongrid.node.ShippedGrid;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

/** No cluster is here to try them on, so they are held against each other and against what the member does. */
@DisplayName("The files for Kubernetes")
class KubernetesFilesTest {
    private static final Path FILES = Path.of("../config/kubernetes");

    private static final Node STATEFUL_SET = Node.of("statefulset.yaml");
    private static final Node POD = STATEFUL_SET.at("spec", "template");
    private static final Node CONTAINER = POD.at("spec", "containers").first();
    private static final Node SERVICE = Node.of("service.yaml");

    /** Somewhere in a YAML file. */
    private record Node(Object value) {
        static Node of(String file) {
            try (Reader text = Files.newBufferedReader(FILES.resolve(file))) {
                return new Node(new Yaml().load(text));
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }

        Node at(String... path) {
            Object found = value;
            for (String step : path) {
                found = ((Map<?, ?>) found).get(step);
                assertThat(found).as(String.join(".", path)).isNotNull();
            }
            return new Node(found);
        }

        Node first() {
            return new Node(((List<?>) value).get(0));
        }

        Stream<Node> all() {
            return ((List<?>) value).stream().map(Node::new);
        }

        /** Of a list of {@code name}d things. */
        Node named(String name) {
            return all().filter(each -> each.text("name").equals(name))
                    .findAny()
                    .orElseThrow();
        }

        String text(String... path) {
            return at(path).value().toString();
        }

        int number(String... path) {
            return (Integer) at(path).value();
        }
    }

    @Test
    void areAllInTheKustomization() throws IOException {
        try (Stream<Path> files = Files.list(FILES)) {
            List<String> names = files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.equals("kustomization.yaml"))
                    .toList();

            assertThat(Node.of("kustomization.yaml")
                            .at("resources")
                            .all()
                            .map(node -> node.value().toString()))
                    .containsExactlyInAnyOrderElementsOf(names);
        }
    }

    @Test
    void selectTheMembersByTheirLabels() {
        Object labels = POD.at("metadata", "labels").value();

        assertThat(STATEFUL_SET.at("spec", "selector", "matchLabels").value()).isEqualTo(labels);
        assertThat(SERVICE.at("spec", "selector").value()).isEqualTo(labels);
        assertThat(Node.of("pod-disruption-budget.yaml")
                        .at("spec", "selector", "matchLabels")
                        .value())
                .isEqualTo(labels);
        Node policy = Node.of("network-policy.yaml").at("spec");
        assertThat(policy.at("podSelector", "matchLabels").value()).isEqualTo(labels);
        assertThat(policy.at("ingress")
                        .first()
                        .at("from")
                        .first()
                        .at("podSelector", "matchLabels")
                        .value())
                .isEqualTo(labels);
    }

    @Test
    void haveMembersFindEachOtherByTheNameOfTheHeadlessService() {
        String service = SERVICE.text("metadata", "name");

        assertThat(SERVICE.text("spec", "clusterIP")).isEqualTo("None");
        assertThat(SERVICE.at("spec", "publishNotReadyAddresses").value()).isEqualTo(true);
        assertThat(STATEFUL_SET.text("spec", "serviceName")).isEqualTo(service);
        assertThat(variable("SESSIONGRID_MEMBERS")).isEqualTo(service);
        assertThat(service).as("else Kubernetes sets SESSIONGRID_PORT").isNotEqualTo("sessiongrid");
        assertThat(POD.text("spec", "serviceAccountName"))
                .isEqualTo(Node.of("service-account.yaml").text("metadata", "name"));
    }

    @Test
    void agreeOnThePorts() {
        assertThat(port("hazelcast"))
                .isEqualTo(ShippedGrid.config().getNetworkConfig().getPort());
        assertThat(variable("SESSIONGRID_HTTP")).isEqualTo("0.0.0.0:" + port("health"));
        assertThat(POD.text("metadata", "annotations", "prometheus.io/port"))
                .isEqualTo(Integer.toString(port("health")));
        SERVICE.at("spec", "ports")
                .all()
                .forEach(each -> assertThat(each.number("port")).isEqualTo(port(each.text("targetPort"))));
        Node.of("network-policy.yaml")
                .at("spec", "ingress")
                .all()
                .forEach(rule ->
                        assertThat(port(rule.at("ports").first().text("port"))).isPositive());
    }

    @ParameterizedTest
    @ValueSource(strings = {"startupProbe", "livenessProbe", "readinessProbe"})
    void probeTheListener(String probe) {
        assertThat(CONTAINER.text(probe, "httpGet", "port")).isEqualTo("health");
        assertThat(CONTAINER.text(probe, "httpGet", "path"))
                .isEqualTo(probe.equals("livenessProbe") ? "/health/live" : "/health/ready");
    }

    @Test
    void giveAMemberTheTimeToWaitUntilTheGridIsSafeAndToHandOver() {
        Matcher wait = Pattern.compile("/health/safe\\?wait=(\\d+)s")
                .matcher(CONTAINER.text("lifecycle", "preStop", "httpGet", "path"));
        assertThat(wait.matches()).isTrue();
        Duration safe = Duration.ofSeconds(Long.parseLong(wait.group(1)));

        assertThat(Duration.ofSeconds(POD.number("spec", "terminationGracePeriodSeconds")))
                .isGreaterThan(safe.plus(ShippedGrid.handOver()));
    }

    @Test
    void neverTakeMoreMembersAwayThanThereAreBackups() {
        int backups = ShippedGrid.config().findMapConfig("sessions-shop").getBackupCount();

        assertThat(Node.of("pod-disruption-budget.yaml").number("spec", "maxUnavailable"))
                .isLessThanOrEqualTo(backups);
        assertThat(STATEFUL_SET.number("spec", "replicas")).isGreaterThan(backups + 1);
    }

    @Test
    void runWithoutRights() {
        assertThat(POD.at("spec", "securityContext", "runAsNonRoot").value()).isEqualTo(true);
        assertThat(CONTAINER.at("securityContext", "readOnlyRootFilesystem").value())
                .isEqualTo(true);
        assertThat(CONTAINER.at("securityContext", "allowPrivilegeEscalation").value())
                .isEqualTo(false);
        assertThat(POD.at("spec", "enableServiceLinks").value()).isEqualTo(false);
        assertThat(Node.of("service-account.yaml")
                        .at("automountServiceAccountToken")
                        .value())
                .isEqualTo(false);
    }

    private static String variable(String name) {
        return CONTAINER.at("env").named(name).text("value");
    }

    private static int port(String name) {
        return CONTAINER.at("ports").named(name).number("containerPort");
    }
}
