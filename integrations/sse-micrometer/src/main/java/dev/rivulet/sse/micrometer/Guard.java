package dev.rivulet.sse.micrometer;

import java.util.concurrent.atomic.AtomicBoolean;

/** Keeps what the handlers of an {@code ObservationRegistry} throw from a session; logs it the first time. Thread-safe. */
final class Guard {
    private static final System.Logger LOG = System.getLogger("dev.rivulet.sse.micrometer");

    private final AtomicBoolean logged = new AtomicBoolean();

    void run(Runnable call) {
        try {
            call.run();
        } catch (Throwable thrown) {
            if (logged.compareAndSet(false, true)) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "a handler of the ObservationRegistry failed, which changes no session; further failures are not"
                                + " logged",
                        thrown);
            }
        }
    }
}
