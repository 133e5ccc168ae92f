package dev.rivulet.sse.internal.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.tuple;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.StreamHandler;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CoreLogTest {
    private final List<Throwable> logged = new ArrayList<>();

    @Test
    void what_a_logger_throws_reaches_no_caller() {
        var log = new CoreLog(new Recorded(() -> {
            throw new IllegalStateException("the disk is full");
        }));
        assertThatCode(() -> {
                    log.log(Level.INFO, "a");
                    log.log(Level.INFO, () -> "b");
                    log.log(Level.INFO, "c", new RuntimeException());
                    log.log(Level.INFO, () -> "d", new RuntimeException());
                    assertThat(log.isLoggable(Level.INFO)).isFalse();
                })
                .doesNotThrowAnyException();
    }

    @Test
    void what_the_text_throws_reaches_no_caller() {
        var log = new CoreLog(new Recorded(() -> {}));
        assertThatCode(() -> log.log(Level.INFO, () -> {
                    throw new IllegalStateException("a toString of somebody's");
                }))
                .doesNotThrowAnyException();
    }

    @Test
    void the_text_of_an_exception_cannot_forge_a_line() {
        var cause = new NumberFormatException("For input string: \"1\nSEVERE: forged\"");
        new CoreLog(new Recorded(() -> {})).log(Level.WARNING, "a", new IllegalStateException("outer", cause));
        Throwable shown = logged.get(0);
        assertThat(shown.toString()).isEqualTo("java.lang.IllegalStateException: outer");
        assertThat(shown.getCause().toString())
                .isEqualTo("java.lang.NumberFormatException: For input string: \"1 SEVERE: forged\"");
        assertThat(shown.getCause().getStackTrace()).isEqualTo(cause.getStackTrace());
    }

    @Test
    void a_copy_keeps_what_was_suppressed() {
        var thrown = new IllegalStateException("two\nlines");
        thrown.addSuppressed(new IllegalStateException("while closing"));
        new CoreLog(new Recorded(() -> {})).log(Level.WARNING, "a", thrown);
        assertThat(logged.get(0)).hasToString("java.lang.IllegalStateException: two lines");
        assertThat(logged.get(0).getSuppressed())
                .singleElement()
                .hasToString("java.lang.IllegalStateException: while closing");
    }

    @Test
    void an_exception_of_one_line_is_logged_itself() {
        var thrown = new IllegalStateException("plain");
        new CoreLog(new Recorded(() -> {})).log(Level.WARNING, "a", thrown);
        assertThat(logged).containsExactly(thrown);
    }

    @Test
    void where_the_platform_has_no_system_logger_that_of_java_util_logging_is_used() {
        Logger logger = Logger.getLogger("dev.rivulet.sse.test.CoreLogTest");
        logger.setUseParentHandlers(false);
        logger.setLevel(java.util.logging.Level.FINE);
        List<LogRecord> records = new ArrayList<>();
        logger.addHandler(new StreamHandler() {
            @Override
            public void publish(LogRecord logRecord) {
                records.add(logRecord);
            }
        });
        var log = new CoreLog(JavaUtilLog.of("dev.rivulet.sse.test.CoreLogTest"));
        var thrown = new IllegalStateException("plain");
        log.log(Level.TRACE, "a");
        log.log(Level.DEBUG, "b");
        log.log(Level.ERROR, () -> "c {0}", thrown);
        assertThat(records)
                .extracting(LogRecord::getLevel, LogRecord::getMessage, LogRecord::getThrown)
                .containsExactly(
                        tuple(java.util.logging.Level.FINE, "b", null),
                        tuple(java.util.logging.Level.SEVERE, "c {0}", thrown));
    }

    /** Keeps what was thrown. */
    private final class Recorded implements LogBackend {
        private final Runnable onLog;

        Recorded(Runnable onLog) {
            this.onLog = onLog;
        }

        @Override
        public boolean isLoggable(Level level) {
            onLog.run();
            return true;
        }

        @Override
        public void log(Level level, String text, @Nullable Throwable thrown) {
            onLog.run();
            logged.add(thrown);
        }
    }
}
