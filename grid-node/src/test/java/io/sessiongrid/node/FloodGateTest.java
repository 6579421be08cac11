package io.sessiongrid.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The log under a flood of errors")
class FloodGateTest {
    private static final Instant THEN = Instant.parse("2026-03-01T12:00:00Z");
    private static final String LOGGER = "com.hazelcast.SomeTask";

    private final FloodGate gate = FloodGate.ofMember();
    private final List<String> log = new ArrayList<>();

    private void log(@Nullable String logger, Level level, Instant at) {
        LogRecord record = new LogRecord(level, "Could not");
        record.setLoggerName(logger);
        record.setInstant(at);
        if (gate.isLoggable(record)) {
            log.add(record.getMessage());
        }
    }

    @Test
    void hasTheFirstLinesAndSaysThatOthersAreLeftOut() {
        for (int i = 0; i < 1_000; i++) {
            log(LOGGER, Level.SEVERE, THEN.plusMillis(i));
        }

        assertThat(log).hasSize(10);
        assertThat(log.subList(0, 9)).containsOnly("Could not");
        assertThat(log.get(9)).isEqualTo("Could not (further lines of com.hazelcast.SomeTask are left out for 60 s)");
    }

    @Test
    void goesOnAfterAMinute() {
        for (int i = 0; i < 20; i++) {
            log(LOGGER, Level.WARNING, THEN);
        }
        log(LOGGER, Level.WARNING, THEN.plusMillis(59_999));
        assertThat(log).hasSize(10);

        log(LOGGER, Level.WARNING, THEN.plusSeconds(60));
        assertThat(log).hasSize(11);
    }

    @Test
    void hasAllLinesOfOtherClassesAndOfOurs() {
        for (int i = 0; i < 20; i++) {
            log(LOGGER, Level.SEVERE, THEN);
        }
        log.clear();

        log("com.hazelcast.Another", Level.SEVERE, THEN);
        log(LOGGER, Level.INFO, THEN);
        for (int i = 0; i < 20; i++) {
            log("io.sessiongrid.node.HeapWatch", Level.SEVERE, THEN);
            log(null, Level.SEVERE, THEN);
        }

        assertThat(log).hasSize(42);
    }

    @Test
    @DisplayName("or of attempts of a client has the first lines, and that which says that it has found somebody")
    void hasTheBeginningAndTheEndOfASearchForMembers() {
        FloodGate ofClient = FloodGate.ofClient();
        int passed = 0;
        for (int i = 0; i < 100; i++) {
            passed += passes(ofClient, Level.INFO, "client [grid] [5.7.0] Trying to connect to [127.0.0.1]:5701");
            passed += passes(ofClient, Level.WARNING, "client Exception during initial connection to [127.0.0.1]:5701");
            passed += passes(ofClient, Level.WARNING, "client Unable to get live cluster connection, retry in 83 ms");
        }

        assertThat(passed).isEqualTo(10);
        assertThat(passes(ofClient, Level.INFO, "client Authenticated with server [127.0.0.1]:5701"))
                .isOne();
    }

    private static int passes(FloodGate gate, Level level, String message) {
        LogRecord record = new LogRecord(level, message);
        record.setLoggerName(LOGGER);
        record.setInstant(THEN);
        return gate.isLoggable(record) ? 1 : 0;
    }
}
