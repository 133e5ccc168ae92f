package dev.rivulet.sse.opentelemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.SessionState;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.context.propagation.TextMapSetter;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProviderBuilder;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What of OpenTelemetry throws harms no session. */
class BrokenTelemetryTest {
    private TracedRig rig;

    enum Part {
        START,
        END,
        EXPORTER
    }

    private static UnaryOperator<SdkTracerProviderBuilder> broken(Part part) {
        return builder -> builder.addSpanProcessor(
                part == Part.EXPORTER ? SimpleSpanProcessor.create(new Exporter()) : new Processor(part));
    }

    @AfterEach
    void end() {
        rig.afterEach(null);
    }

    private void assertWorks() {
        rig.subscribe(request -> request.name("prices"))
                .answer(307, "Location", "/there")
                .open();
        rig.send("id: 1\ndata: a\n\n").cut().backOff().answer(503).backOff().open();
        rig.send("id: 2\ndata: b\n\n");
        assertThat(rig.data).containsExactly("a", "b");
        rig.session.close();

        assertThat(rig.session.state())
                .isInstanceOfSatisfying(
                        SessionState.Closed.class,
                        closed -> assertThat(closed.reason()).isEqualTo(SessionState.Closed.Reason.CLOSED));
        assertThat(rig.metrics().get("rivulet.sse.events").getLongSumData().getPoints())
                .allSatisfy(point -> assertThat(point.getValue()).isEqualTo(2));
        assertThat(rig.metrics()
                        .get("rivulet.sse.open_streams")
                        .getLongSumData()
                        .getPoints())
                .allSatisfy(point -> assertThat(point.getValue()).isZero());
    }

    @ParameterizedTest
    @EnumSource(names = {"END", "EXPORTER"})
    void an_end_that_throws_harms_nothing_and_each_request_still_has_its_parent(Part part) {
        rig = new TracedRig(broken(part), W3CTraceContextPropagator.getInstance());
        assertWorks();

        assertThat(rig.names()).containsExactly("GET prices", "GET prices", "GET prices", "GET prices", "outage");
        assertThat(rig.transport.requests())
                .hasSize(4)
                .allSatisfy(request ->
                        assertThat(request.headers().first("traceparent")).isNotNull());
    }

    @Test
    void a_start_that_throws_harms_nothing() {
        rig = new TracedRig(broken(Part.START), W3CTraceContextPropagator.getInstance());
        rig.started.ignore();
        assertWorks();
        assertThat(rig.spans()).isEmpty();
    }

    @Test
    void a_propagator_that_throws_harms_nothing() {
        rig = new TracedRig(builder -> builder, new Propagator());
        assertWorks();
        assertThat(rig.names()).containsExactly("GET prices", "GET prices", "GET prices", "GET prices", "outage");
    }

    @Test
    void a_session_that_is_closed_in_an_outage_ends_both_spans_though_one_throws() {
        rig = new TracedRig(broken(Part.END), W3CTraceContextPropagator.getInstance());
        rig.subscribe().open().cut().backOff().advance(Duration.ofMillis(10));
        rig.session.close();

        assertThat(rig.names()).containsExactly("GET", "GET", "outage");
        assertThat(rig.started.count()).isZero();
    }

    private record Processor(Part part) implements SpanProcessor {
        @Override
        public void onStart(Context parent, ReadWriteSpan span) {
            throw new IllegalStateException("onStart is broken");
        }

        @Override
        public boolean isStartRequired() {
            return part == Part.START;
        }

        @Override
        public void onEnd(ReadableSpan span) {
            throw new IllegalStateException("onEnd is broken");
        }

        @Override
        public boolean isEndRequired() {
            return part == Part.END;
        }
    }

    private static final class Exporter implements SpanExporter {
        @Override
        public CompletableResultCode export(Collection<SpanData> spans) {
            throw new IllegalStateException("the exporter is broken");
        }

        @Override
        public CompletableResultCode flush() {
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode shutdown() {
            return CompletableResultCode.ofSuccess();
        }
    }

    private static final class Propagator implements TextMapPropagator {
        @Override
        public Collection<String> fields() {
            return List.of();
        }

        @Override
        public <C> void inject(Context context, C carrier, TextMapSetter<C> setter) {
            throw new IllegalStateException("the propagator is broken");
        }

        @Override
        public <C> Context extract(Context context, C carrier, TextMapGetter<C> getter) {
            return context;
        }
    }
}
