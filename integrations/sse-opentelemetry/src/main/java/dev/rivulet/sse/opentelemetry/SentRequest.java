package dev.rivulet.sse.opentelemetry;

import dev.rivulet.sse.http.ResponseHead;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;

/** A request that was sent, until the head of its response has been judged. Confined to the session. */
final class SentRequest {
    private static final double NANOS_PER_SECOND = 1e9;

    private final Span span;
    private final Context context;
    private final AttributesBuilder measured;
    private final DoubleHistogram duration;
    private final long startedAt;
    private boolean isAnswered;

    /**
     * @param context with the span
     * @param measured attributes of the duration so far
     */
    SentRequest(Span span, Context context, AttributesBuilder measured, DoubleHistogram duration, long startedAt) {
        this.span = span;
        this.context = context;
        this.measured = measured;
        this.duration = duration;
        this.startedAt = startedAt;
    }

    /** Whether the head of the response has come. */
    boolean isAnswered() {
        return isAnswered;
    }

    void answered(ResponseHead head) {
        isAnswered = true;
        Attributes answer = Attributes.of(
                Attribute.STATUS,
                (long) head.status(),
                Attribute.PROTOCOL,
                "http",
                Attribute.PROTOCOL_VERSION,
                version(head.protocol()));
        measured.putAll(answer);
        span.setAllAttributes(answer);
    }

    /** The protocol's version, from its ALPN name. */
    private static String version(String alpn) {
        return switch (alpn) {
            case "h2" -> "2";
            case "h3" -> "3";
            default -> alpn.startsWith("http/") ? alpn.substring("http/".length()) : alpn;
        };
    }

    /** Once. */
    void end(@Nullable ErrorType error, long nanoTime) {
        if (error != null) {
            measured.put(Attribute.ERROR, error.type());
            span.setAttribute(Attribute.ERROR, error.type()).setStatus(StatusCode.ERROR, error.description());
        }
        try {
            span.end();
        } finally {
            duration.record((nanoTime - startedAt) / NANOS_PER_SECOND, measured.build(), context);
        }
    }
}
