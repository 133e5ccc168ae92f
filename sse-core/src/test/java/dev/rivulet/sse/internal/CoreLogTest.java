package dev.rivulet.sse.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.ResourceBundle;
import org.junit.jupiter.api.Test;

class CoreLogTest {
    private final List<Throwable> logged = new ArrayList<>();

    @Test
    void what_a_logger_throws_reaches_no_caller() {
        var log = new CoreLog(new Logger(() -> {
            throw new IllegalStateException("the disk is full");
        }));
        assertThatCode(() -> {
                    log.log(Level.INFO, "a");
                    log.log(Level.INFO, () -> "b");
                    log.log(Level.INFO, "c", new RuntimeException());
                    log.log(Level.INFO, () -> "d", new RuntimeException());
                    log.log(Level.INFO, "e {0}", 1);
                })
                .doesNotThrowAnyException();
    }

    @Test
    void what_the_text_throws_reaches_no_caller() {
        var log = new CoreLog(new Logger(() -> {}));
        assertThatCode(() -> log.log(Level.INFO, () -> {
                    throw new IllegalStateException("a toString of somebody's");
                }))
                .doesNotThrowAnyException();
    }

    @Test
    void the_text_of_an_exception_cannot_forge_a_line() {
        var cause = new NumberFormatException("For input string: \"1\nSEVERE: forged\"");
        new CoreLog(new Logger(() -> {})).log(Level.WARNING, "a", new IllegalStateException("outer", cause));
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
        new CoreLog(new Logger(() -> {})).log(Level.WARNING, "a", thrown);
        assertThat(logged.get(0)).hasToString("java.lang.IllegalStateException: two lines");
        assertThat(logged.get(0).getSuppressed())
                .singleElement()
                .hasToString("java.lang.IllegalStateException: while closing");
    }

    @Test
    void an_exception_of_one_line_is_logged_itself() {
        var thrown = new IllegalStateException("plain");
        new CoreLog(new Logger(() -> {})).log(Level.WARNING, "a", thrown);
        assertThat(logged).containsExactly(thrown);
    }

    /** Keeps what was thrown. */
    private final class Logger implements System.Logger {
        private final Runnable onLog;

        Logger(Runnable onLog) {
            this.onLog = onLog;
        }

        @Override
        public String getName() {
            return "test";
        }

        @Override
        public boolean isLoggable(Level level) {
            onLog.run();
            return true;
        }

        @Override
        public void log(Level level, ResourceBundle bundle, String text, Throwable thrown) {
            onLog.run();
            logged.add(thrown);
        }

        @Override
        public void log(Level level, ResourceBundle bundle, String format, Object... parameters) {
            onLog.run();
        }
    }
}
