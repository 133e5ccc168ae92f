package dev.rivulet.sse.opentelemetry;

import java.util.concurrent.atomic.AtomicBoolean;

/** Keeps what span processors and the like throw from what comes after; logs it the first time. Thread-safe. */
final class Guard {
    private static final System.Logger LOG = System.getLogger("dev.rivulet.sse.opentelemetry");

    private final AtomicBoolean logged = new AtomicBoolean();

    void run(Runnable call) {
        try {
            call.run();
        } catch (Throwable thrown) {
            if (logged.compareAndSet(false, true)) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "OpenTelemetry failed, which changes no session; further failures are not logged",
                        thrown);
            }
        }
    }
}
