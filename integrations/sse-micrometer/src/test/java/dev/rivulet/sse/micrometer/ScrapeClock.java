package dev.rivulet.sse.micrometer;

import dev.rivulet.sse.testkit.VirtualTime;
import io.micrometer.core.instrument.Clock;
import java.time.Duration;

/** The time of a test, as registries see it; each scrape begins when what the last one kept is over. */
final class ScrapeClock implements Clock {
    private final VirtualTime time;
    private long scrapeNanos;

    ScrapeClock(VirtualTime time) {
        this.time = time;
    }

    void nextScrape() {
        scrapeNanos += Duration.ofSeconds(1).toNanos();
    }

    @Override
    public long wallTime() {
        return time.now().toEpochMilli();
    }

    @Override
    public long monotonicTime() {
        return time.nanoTime() + scrapeNanos;
    }
}
