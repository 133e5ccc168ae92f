package dev.rivulet.sse.opentelemetry;

import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts the spans that have started and not ended. */
final class StartedSpans implements SpanProcessor {
    private final AtomicInteger count = new AtomicInteger();
    private volatile boolean ignored;

    int count() {
        return ignored ? 0 : count.get();
    }

    /** Where spans start that are never made. */
    void ignore() {
        ignored = true;
    }

    @Override
    public void onStart(Context parent, ReadWriteSpan span) {
        count.incrementAndGet();
    }

    @Override
    public boolean isStartRequired() {
        return true;
    }

    @Override
    public void onEnd(ReadableSpan span) {
        count.decrementAndGet();
    }

    @Override
    public boolean isEndRequired() {
        return true;
    }
}
