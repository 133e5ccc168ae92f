package dev.rivulet.sse.tests.support;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * Makes every wait of Awaitility long enough for a busy machine, and independent of what other tests' threads throw.
 * JUnit finds it by its service file.
 */
public final class Patience implements LauncherSessionListener {
    private static final Duration MOST = Duration.ofMinutes(4);

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        Awaitility.setDefaultTimeout(MOST);
        Awaitility.setDefaultPollDelay(Duration.ZERO);
        Awaitility.setDefaultPollInterval(Duration.ofMillis(5));
        Awaitility.doNotCatchUncaughtExceptionsByDefault();
    }
}
