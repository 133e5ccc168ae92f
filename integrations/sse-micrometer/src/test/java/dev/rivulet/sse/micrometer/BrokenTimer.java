package dev.rivulet.sse.micrometer;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.noop.NoopTimer;
import java.util.concurrent.TimeUnit;

/** Throws when it is recorded into. */
final class BrokenTimer extends NoopTimer {
    BrokenTimer(Meter.Id id) {
        super(id);
    }

    @Override
    public void record(long amount, TimeUnit unit) {
        throw new IllegalStateException("not recorded");
    }
}
