package io.sessiongrid.hostile;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What a class of ours logs at WARNING and above, as an operator reads it. */
public final class LogLines extends Handler implements AutoCloseable {
    private final Logger logger;
    private final List<LogRecord> records = new CopyOnWriteArrayList<>();

    /** @param name of the class or package that logs */
    public LogLines(String name) {
        logger = Logger.getLogger(name);
        setLevel(Level.WARNING);
        logger.addHandler(this);
    }

    /** The lines without what a stack trace adds. */
    public List<String> lines() {
        return records.stream().map(LogRecord::getMessage).toList();
    }

    public boolean hasStackTraces() {
        return records.stream().anyMatch(record -> record.getThrown() != null);
    }

    @Override
    public void publish(LogRecord record) {
        if (isLoggable(record)) {
            records.add(record);
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        logger.removeHandler(this);
    }
}
