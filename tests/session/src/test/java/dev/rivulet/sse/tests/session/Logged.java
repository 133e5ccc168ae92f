package dev.rivulet.sse.tests.session;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** What the core logs during a test, on every level. Other tests' threads may still log, too. */
final class Logged implements BeforeEachCallback, AfterEachCallback, LogListeners.Listener {
    private record Line(Thread by, System.Logger.Level level, String text) {}

    private final List<Line> lines = new CopyOnWriteArrayList<>();

    /** The lines of at least this level that this thread logged, each with what was thrown. */
    List<String> from(System.Logger.Level least) {
        return texts(least, each -> each.by() == Thread.currentThread());
    }

    /** Those of any thread, even of one that an earlier test left behind. */
    List<String> fromAnyThread(System.Logger.Level least) {
        return texts(least, each -> true);
    }

    private List<String> texts(System.Logger.Level least, Predicate<Line> wanted) {
        return lines.stream()
                .filter(wanted)
                .filter(each -> each.level().getSeverity() >= least.getSeverity())
                .map(Line::text)
                .toList();
    }

    @Override
    public void logged(System.Logger.Level level, String message, @Nullable Throwable thrown) {
        var text = new StringBuilder(message);
        for (Throwable each = thrown; each != null; each = each.getCause()) {
            text.append('\n').append(each);
        }
        lines.add(new Line(Thread.currentThread(), level, text.toString()));
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        LogListeners.ALL.add(this);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        LogListeners.ALL.remove(this);
    }
}
