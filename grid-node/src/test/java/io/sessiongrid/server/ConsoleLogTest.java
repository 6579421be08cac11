package io.sessiongrid.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A line of the log")
class ConsoleLogTest {
    private static final Instant THEN = Instant.parse("2026-03-01T23:59:59.120Z");

    @Test
    void beginsWithDateTimeAndZone() {
        LogRecord record = new LogRecord(Level.WARNING, "Left {0}");
        record.setParameters(new Object[] {"the grid"});
        record.setInstant(THEN);

        String line = new ConsoleLog().format(record);

        String time = line.substring(0, line.indexOf(' '));
        assertThat(OffsetDateTime.parse(time).toInstant()).isEqualTo(THEN);
        assertThat(time).contains(".120");
        assertThat(line).isEqualTo(time + " WARN  Left the grid%n".formatted());
    }
}
