package io.sessiongrid.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.sessiongrid.store.HeapUse;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The heap of a member")
class HeapWatchTest {
    /** Held, because java.util.logging does not. */
    private static final Logger LOGGER = Logger.getLogger(HeapWatch.class.getName());

    private static final long MB = 1024L * 1024;

    private final List<String> log = new ArrayList<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord record) {
            log.add(record.getLevel() + " " + new SimpleFormatter().formatMessage(record));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listen() {
        LOGGER.addHandler(handler);
    }

    @AfterEach
    void stop() {
        LOGGER.removeHandler(handler);
    }

    @Test
    void isWarnedOfOnceAboveFourFifthsAndAgainOnlyAfterItWasBetter() {
        HeapWatch watch = new HeapWatch();

        for (int used : List.of(800, 810, 900, 790, 810, 740, 810)) {
            watch.look(new HeapUse(used * MB, 1000 * MB));
        }

        String warning =
                "WARNING The heap is 81 % full after collection, 810 of 1000 MB; give it more, or add a member";
        assertThat(log).containsExactly(warning, "INFO The heap is 74 % full after collection", warning);
    }
}
