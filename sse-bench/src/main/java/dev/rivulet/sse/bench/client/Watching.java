package dev.rivulet.sse.bench.client;

import dev.rivulet.sse.SseClient;
import dev.rivulet.sse.micrometer.SseMeters;
import dev.rivulet.sse.opentelemetry.SseTelemetry;
import dev.rivulet.sse.policy.FlightRecorder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import java.io.IOException;
import java.text.ParseException;
import jdk.jfr.Configuration;
import jdk.jfr.Recording;

/** Clients that are watched, as applications watch them. */
final class Watching {
    private Watching() {}

    static SseClient.Builder meters(SseClient.Builder builder) {
        var meters = new SseMeters();
        meters.bindTo(new SimpleMeterRegistry());
        return builder.observer(meters);
    }

    /** The subscriber is inside a span, which its handlers then see. */
    @SuppressWarnings("MustBeClosedChecker") // for the life of the JVM
    static SseClient.Builder spans(SseClient.Builder builder) {
        OpenTelemetrySdk sdk = OpenTelemetrySdk.builder()
                .setTracerProvider(SdkTracerProvider.builder().build())
                .setMeterProvider(SdkMeterProvider.builder().build())
                .build();
        Tracer tracer = sdk.getTracer("bench");
        tracer.spanBuilder("application").startSpan().makeCurrent();
        return builder.observer(SseTelemetry.create(sdk));
    }

    static SseClient.Builder recorder(SseClient.Builder builder) {
        return builder.flightRecorder(FlightRecorder.defaults());
    }

    /** The recording lasts as long as the JVM. */
    static SseClient.Builder jfr(SseClient.Builder builder) {
        try {
            new Recording(Configuration.getConfiguration("default")).start();
        } catch (IOException | ParseException e) {
            throw new IllegalStateException(e);
        }
        return builder;
    }
}
