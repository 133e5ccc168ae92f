package dev.rivulet.sse.opentelemetry;

import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.LongUpDownCounter;
import io.opentelemetry.api.metrics.Meter;
import java.util.List;

/** What is measured. Thread-safe. */
record Instruments(
        DoubleHistogram duration,
        LongUpDownCounter openStreams,
        LongCounter events,
        LongCounter duplicates,
        LongCounter received,
        LongCounter losses) {
    /** As the conventions advise for this metric, in seconds. */
    private static final List<Double> BUCKETS =
            List.of(0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1.0, 2.5, 5.0, 7.5, 10.0);

    Instruments(Meter meter) {
        this(
                meter.histogramBuilder("http.client.request.duration")
                        .setUnit("s")
                        .setDescription("Duration of HTTP client requests.")
                        .setExplicitBucketBoundariesAdvice(BUCKETS)
                        .build(),
                meter.upDownCounterBuilder("rivulet.sse.open_streams")
                        .setUnit("{stream}")
                        .setDescription("Event streams that are open.")
                        .build(),
                counter(meter, "rivulet.sse.events", "{event}", "Events received, duplicates included."),
                counter(meter, "rivulet.sse.duplicates", "{event}", "Events dropped as duplicates."),
                counter(meter, "rivulet.sse.received", "By", "Bytes of response bodies, before decompression."),
                counter(meter, "rivulet.sse.losses", "{loss}", "Streams lost and attempts failed."));
    }

    private static LongCounter counter(Meter meter, String name, String unit, String description) {
        return meter.counterBuilder(name)
                .setUnit(unit)
                .setDescription(description)
                .build();
    }

    /** Whether anything that is recorded is read. */
    boolean isEnabled() {
        return isCounted() || Enabled.is(() -> duration.isEnabled() || openStreams.isEnabled() || losses.isEnabled());
    }

    /** Whether what is counted at intervals is read. */
    boolean isCounted() {
        return Enabled.is(() -> events.isEnabled() || duplicates.isEnabled() || received.isEnabled());
    }
}
