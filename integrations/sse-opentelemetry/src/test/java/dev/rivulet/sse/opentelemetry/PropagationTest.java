package dev.rivulet.sse.opentelemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is sent to the server, also where nothing is sampled or OpenTelemetry does nothing. */
class PropagationTest {
    private TracedRig rig = new TracedRig();

    @AfterEach
    void end() {
        rig.afterEach(null);
    }

    @Test
    void all_that_the_propagators_have_is_sent_with_each_request() {
        try (Scope scope = Baggage.builder().put("tenant", "7").build().makeCurrent()) {
            rig.subscribe(request -> request.header("traceparent", "the application's"));
        }
        rig.open().cut().backOff();

        assertThat(rig.transport.requests()).hasSize(2).allSatisfy(request -> {
            assertThat(request.headers().first("baggage")).isEqualTo("tenant=7");
            assertThat(request.headers().all("traceparent")).hasSize(1).allMatch(value -> value.startsWith("00-"));
        });
        assertThat(rig.transport.requests().get(0).headers().first("traceparent"))
                .isEqualTo(TracedRig.traceparent(rig.span(0)))
                .isNotEqualTo(rig.traceparent());
    }

    @Test
    void what_is_not_sampled_is_sent_as_not_sampled_and_still_measured() {
        rig = new TracedRig(
                builder -> builder.setSampler(Sampler.alwaysOff()), W3CTraceContextPropagator.getInstance());
        rig.subscribe().open().cut().backOff().open();

        assertThat(rig.transport.requests())
                .hasSize(2)
                .allSatisfy(request -> assertThat(flags(request.headers().first("traceparent")) & 1)
                        .isZero());
        assertThat(rig.spans()).isEmpty();
        assertThat(rig.metrics()
                        .get("http.client.request.duration")
                        .getHistogramData()
                        .getPoints())
                .allSatisfy(point -> assertThat(point.getCount()).isEqualTo(2));
    }

    private static int flags(String traceparent) {
        return Integer.parseInt(traceparent.substring(traceparent.lastIndexOf('-') + 1), 16);
    }

    @Test
    void without_an_sdk_and_a_context_nothing_observes_a_session() {
        var telemetry = SseTelemetry.create(OpenTelemetry.noop());
        rig.subscribe();

        assertThat(telemetry.observe(rig.session, TracedRig.get())).isNull();
    }

    @Test
    void without_an_sdk_the_context_of_the_subscriber_is_kept_and_sent() {
        SpanContext parent = SpanContext.create(
                "0af7651916cd43dd8448eb211c80319c",
                "b7ad6b7169203331",
                TraceFlags.getSampled(),
                TraceState.getDefault());
        var telemetry = SseTelemetry.create(
                OpenTelemetry.propagating(ContextPropagators.create(W3CTraceContextPropagator.getInstance())));
        List<Context> seen = new ArrayList<>();
        rig.subscribe();
        Context mine = Context.root().with(Span.wrap(parent));
        try (Scope scope = mine.makeCurrent()) {
            var observer = telemetry.observe(rig.session, TracedRig.get());
            assertThat(observer.interval()).isZero();
            assertThat(observer.sending(
                                    1,
                                    "GET",
                                    TracedRig.STREAM,
                                    rig.server().request().headers())
                            .first("traceparent"))
                    .isEqualTo("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
            try (Scope other = Context.root().makeCurrent()) {
                try (var entered = observer.enter()) {
                    seen.add(Context.current());
                }
                seen.add(Context.current());
            }
        }

        assertThat(seen).containsExactly(mine, Context.root());
    }

    @Test
    void a_context_that_is_current_already_is_not_entered() {
        rig.subscribe();
        var observer = new SseTelemetry(rig.sdk, rig.time::nanoTime).observe(rig.session, TracedRig.get());

        assertThat(observer.enter()).isNull();
    }
}
