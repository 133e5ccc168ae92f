package dev.rivulet.sse.opentelemetry;

import static java.util.Objects.requireNonNull;

import dev.rivulet.sse.ClientObserver;
import dev.rivulet.sse.SessionObserver;
import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.SseSession;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapPropagator;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Traces and measures the sessions of a client:
 *
 * <pre>{@code
 * var client = SseClient.builder().observer(SseTelemetry.create(openTelemetry)).build();
 * }</pre>
 *
 * <p><b>Requests.</b> Each request has a span of kind CLIENT by the semantic conventions for HTTP, which ends when the head
 * of the response has been accepted, or the request has failed; it does not last as long as the stream. A request that
 * follows a redirect has its own span. The headers of the configured propagator, such as {@code traceparent}, are sent with
 * each request. The span's name is the method and {@link SseRequest#name}.
 *
 * <p><b>Outages.</b> A span "outage" lasts from the loss of a stream, or the failure of the first attempt, until a stream
 * is open again or the session ends. It has links to the spans of the requests before and after it.
 *
 * <p><b>Context.</b> The context that is current where a session is opened is the parent of its spans, and is current in
 * its handlers and decoders.
 *
 * <p><b>Metrics.</b> {@code http.client.request.duration} by the conventions, until the head of the response; and of the
 * streams {@code rivulet.sse.open_streams}, {@code .events}, {@code .duplicates}, {@code .received} (bytes of bodies before
 * decompression) and {@code .losses}, by {@code server.address}, {@code server.port} and {@code rivulet.request.name}.
 * Events and bytes are added every 30 seconds and at the session's end.
 *
 * <p>{@code error.type} is the status of a response, {@code Failure.code()}, or {@code cancelled} if the session was closed
 * before the response. No attribute has a query, a fragment, user information, a header, an event ID, a body, or the message
 * of an exception; {@code url.full} has the path.
 *
 * <p>What a span processor, sampler or propagator throws is logged, and never harms a session. Thread-safe; may be used for
 * several clients.
 */
public final class SseTelemetry implements ClientObserver {
    private static final String SCOPE = "dev.rivulet.sse";
    private static final String SCHEMA = "https://opentelemetry.io/schemas/1.45.0";

    private final Tracer tracer;
    private final TextMapPropagator propagator;
    private final Instruments instruments;
    private final Guard guard = new Guard();
    private final LongSupplier nanoTime;

    SseTelemetry(OpenTelemetry openTelemetry, LongSupplier nanoTime) {
        this.tracer = openTelemetry.tracerBuilder(SCOPE).setSchemaUrl(SCHEMA).build();
        this.propagator = openTelemetry.getPropagators().getTextMapPropagator();
        this.instruments = new Instruments(
                openTelemetry.meterBuilder(SCOPE).setSchemaUrl(SCHEMA).build());
        this.nanoTime = nanoTime;
    }

    /** Reports to this OpenTelemetry, with its propagators. */
    public static SseTelemetry create(OpenTelemetry openTelemetry) {
        return new SseTelemetry(requireNonNull(openTelemetry, "openTelemetry"), System::nanoTime);
    }

    /** Null where nothing is traced or measured and no context is to be kept. */
    @Override
    public @Nullable SessionObserver observe(SseSession session, SseRequest request) {
        Context context = Context.current();
        boolean isTraced = Enabled.is(() -> tracer.isEnabled());
        boolean isMeasured = instruments.isEnabled();
        if (!isTraced && !isMeasured && context == Context.root()) {
            return null;
        }
        var requests = new Requests(tracer, propagator, instruments, guard, nanoTime, context, request.name());
        var telemetry = new SessionTelemetry(context, requests, guard);
        if (isTraced) {
            telemetry.add(new Outages(tracer, context, request, requests));
        }
        if (isMeasured) {
            telemetry.add(new StreamCounts(instruments, request));
        }
        return telemetry;
    }
}
