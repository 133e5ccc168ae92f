package dev.rivulet.sse.micrometer;

import io.micrometer.core.instrument.binder.BaseUnits;
import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** A counter of a group of sessions that its sessions keep. */
record GroupCounter(String meter, @Nullable String unit, String description, ToLongFunction<Totals> count) {
    private static final String EVENTS = BaseUnits.EVENTS;

    static final List<GroupCounter> ALL = List.of(
            new GroupCounter("sse.client.connects", null, "Streams opened", Totals::connects),
            new GroupCounter(
                    "sse.client.received", BaseUnits.BYTES, "Bytes of streams, before decompression", Totals::bytes),
            new GroupCounter("sse.client.events", EVENTS, "Events parsed", Totals::events),
            new GroupCounter("sse.client.delivered", EVENTS, "Events handed over", Totals::delivered),
            new GroupCounter("sse.client.duplicates", EVENTS, "Events dropped as duplicates", Totals::duplicates),
            new GroupCounter(
                    "sse.client.skipped", EVENTS, "Events discarded because they exceeded a limit", Totals::skipped));
}
