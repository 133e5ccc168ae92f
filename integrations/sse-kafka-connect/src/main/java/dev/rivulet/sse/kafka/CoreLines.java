package dev.rivulet.sse.kafka;

import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.slf4j.LoggerFactory;

/**
 * Takes the client's log, which a worker would print to its standard error: a line for each loss of each stream, without end
 * where a server is down. The tasks report what matters themselves, so these lines are in the worker's log as DEBUG, except
 * those with an exception and errors.
 */
final class CoreLines extends Handler {
    private static final String NAME = "dev.rivulet.sse";
    private static final Logger CORE = Logger.getLogger(NAME); // kept, since the JDK keeps none that is not used

    private final org.slf4j.Logger log;
    private final Formatter formatter = new SimpleFormatter();

    CoreLines(org.slf4j.Logger log) {
        this.log = log;
    }

    /** Begins, unless the worker has handlers of its own for these lines, or another plugin has begun. Idempotent. */
    static void take() {
        takeFrom(CORE, new CoreLines(LoggerFactory.getLogger(NAME)));
    }

    static synchronized void takeFrom(Logger core, Handler lines) {
        if (core.getHandlers().length == 0) {
            core.addHandler(lines);
            core.setUseParentHandlers(false);
        }
    }

    @Override
    public void publish(LogRecord line) {
        String text = formatter.formatMessage(line);
        if (line.getLevel().intValue() >= Level.SEVERE.intValue()) {
            log.error(text, line.getThrown());
        } else if (line.getThrown() != null) {
            log.warn(text, line.getThrown());
        } else {
            log.debug(text);
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
}
