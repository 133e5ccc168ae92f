package dev.rivulet.sse.opentelemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.SessionState;
import dev.rivulet.sse.SseClient;
import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.SseSession;
import dev.rivulet.sse.http.Headers;
import dev.rivulet.sse.http.Phase;
import dev.rivulet.sse.policy.Delivery;
import dev.rivulet.sse.testkit.FakeExchange;
import dev.rivulet.sse.testkit.FakeTransport;
import dev.rivulet.sse.testkit.VirtualTime;
import io.opentelemetry.api.baggage.propagation.W3CBaggagePropagator;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.common.Clock;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.testing.exporter.InMemoryMetricReader;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SdkTracerProviderBuilder;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A client that is traced and measured, on a fake transport, with delivery inline: everything happens on the test's thread.
 * The spans have the same virtual time as the session. After each test every span that was started must have ended.
 */
final class TracedRig implements AfterEachCallback {
    static final URI STREAM = URI.create("https://news.example/stream");

    final VirtualTime time = new VirtualTime();
    final FakeTransport transport = new FakeTransport();
    final InMemorySpanExporter exporter = InMemorySpanExporter.create();
    final InMemoryMetricReader reader = InMemoryMetricReader.create();
    final StartedSpans started = new StartedSpans();
    final List<String> data = new ArrayList<>();
    final OpenTelemetrySdk sdk;
    final SseClient client;
    SseSession session;

    TracedRig() {
        this(provider -> provider, W3CTraceContextPropagator.getInstance());
    }

    TracedRig(UnaryOperator<SdkTracerProviderBuilder> change, TextMapPropagator propagator) {
        Clock clock = new SpanClock(time);
        SdkTracerProviderBuilder spans = SdkTracerProvider.builder()
                .setClock(clock)
                .addSpanProcessor(started)
                .addSpanProcessor(SimpleSpanProcessor.create(exporter));
        sdk = OpenTelemetrySdk.builder()
                .setTracerProvider(change.apply(spans).build())
                .setMeterProvider(SdkMeterProvider.builder()
                        .setClock(clock)
                        .registerMetricReader(reader)
                        .build())
                .setPropagators(ContextPropagators.create(
                        TextMapPropagator.composite(propagator, W3CBaggagePropagator.getInstance())))
                .build();
        client = SseClient.builder()
                .transport(transport)
                .scheduler(time)
                .random(() -> 1)
                .observer(new SseTelemetry(sdk, time::nanoTime))
                .build();
    }

    // --- the user's side

    static SseRequest get() {
        return SseRequest.get(STREAM).delivery(Delivery.inline());
    }

    TracedRig subscribe() {
        return subscribe(request -> request);
    }

    TracedRig subscribe(UnaryOperator<SseRequest> change) {
        session = client.subscribe(change.apply(get()), event -> data.add(event.data()));
        return this;
    }

    // --- the server's side

    FakeExchange server() {
        return transport.last();
    }

    TracedRig open() {
        server().open();
        return this;
    }

    TracedRig send(String burst) {
        server().bytes(burst);
        return this;
    }

    /** Breaks the connection in the middle of the body. */
    TracedRig cut() {
        server().failed(Phase.BODY, new IOException("connection reset"));
        return this;
    }

    TracedRig answer(int status, String... namesAndValues) {
        Headers headers = Headers.none();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            headers = headers.add(namesAndValues[i], namesAndValues[i + 1]);
        }
        server().head(status, headers).end();
        return this;
    }

    TracedRig advance(Duration by) {
        time.advance(by);
        return this;
    }

    /** Waits for exactly the delay that the session has announced. */
    TracedRig backOff() {
        assertThat(session.state()).isInstanceOf(SessionState.BackingOff.class);
        return advance(((SessionState.BackingOff) session.state()).delay());
    }

    // --- what was reported

    /** In the order in which they ended. */
    List<SpanData> spans() {
        return exporter.getFinishedSpanItems();
    }

    SpanData span(int number) {
        return spans().get(number);
    }

    List<String> names() {
        return spans().stream().map(SpanData::getName).toList();
    }

    List<SpanData> outages() {
        return spans().stream().filter(span -> span.getName().equals("outage")).toList();
    }

    static Map<String, Object> attributes(SpanData span) {
        Map<String, Object> all = new TreeMap<>();
        span.getAttributes().forEach((key, value) -> all.put(key.getKey(), value));
        return all;
    }

    static List<SpanContext> links(SpanData span) {
        return span.getLinks().stream().map(LinkData::getSpanContext).toList();
    }

    static Duration duration(SpanData span) {
        return Duration.ofNanos(span.getEndEpochNanos() - span.getStartEpochNanos());
    }

    /** What the server of the last exchange was sent as the parent of its span. */
    String traceparent() {
        return server().header("traceparent");
    }

    static String traceparent(SpanData span) {
        SpanContext context = span.getSpanContext();
        return "00-" + context.getTraceId() + "-" + context.getSpanId() + "-" + context.getTraceFlags();
    }

    /** The metrics now, by name. */
    Map<String, MetricData> metrics() {
        Map<String, MetricData> all = new TreeMap<>();
        reader.collectAllMetrics().forEach(metric -> all.put(metric.getName(), metric));
        return all;
    }

    @Override
    public void afterEach(ExtensionContext context) {
        if (session != null) {
            session.close();
            assertThat(session.state()).isInstanceOf(SessionState.Closed.class);
        }
        client.close();
        assertThat(started.count()).as("spans that never ended").isZero();
        assertThat(time.pending()).as("timers left").isZero();
        sdk.close();
    }

    /** Virtual time, as the SDK wants it. */
    private record SpanClock(VirtualTime time) implements Clock {
        @Override
        public long now() {
            Instant now = time.now();
            return now.getEpochSecond() * 1_000_000_000L + now.getNano();
        }

        @Override
        public long nanoTime() {
            return time.nanoTime();
        }
    }
}
