package dev.rivulet.sse.opentelemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.EndRule;
import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.http.Phase;
import dev.rivulet.sse.policy.Delivery;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.io.IOException;
import java.net.URI;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Nothing that is reported has a secret, an id or what a server or an exception says. */
class SecretsTest {
    private static final String SECRET = "SECRET";

    @RegisterExtension
    final TracedRig rig = new TracedRig();

    private final SseRequest request = SseRequest.get(
                    URI.create("https://me:SECRET@news.example/stream?access_token=SECRET#SECRET"))
            .bearer(SECRET)
            .header("X-Api-Key", SECRET)
            .header("Cookie", SECRET)
            .delivery(Delivery.inline());

    private void assertNoSecret() {
        assertThat(rig.spans()).isNotEmpty();
        for (SpanData span : rig.spans()) {
            assertThat(span.toString()).doesNotContain(SECRET);
            assertThat(span.getEvents()).isEmpty();
        }
        assertThat(rig.metrics().toString()).isNotEmpty().doesNotContain(SECRET);
    }

    @Test
    void of_the_uri_the_headers_and_the_event_ids() {
        rig.session = rig.client.subscribe(request.lastEventId("SECRET-1"), event -> {});
        assertThat(rig.server().request().headers().lines().toString()).contains(SECRET);
        rig.open().send("id: SECRET-2\ndata: SECRET\n\n").cut().backOff();
        rig.answer(503, "Set-Cookie", SECRET).backOff().answer(302, "Location", "https://SECRET@b.example/?SECRET");
        rig.open().cut().backOff();
        rig.server().failed(Phase.CONNECT, new IOException(SECRET));
        rig.backOff().answer(410, "X-Reason", SECRET);

        assertThat(rig.spans()).hasSizeGreaterThan(6);
        assertNoSecret();
    }

    @Test
    void of_a_failure_and_its_cause() {
        rig.session = rig.client.subscribe(
                request.endRule(view -> EndRule.Verdict.FAIL).header("X-Custom", SECRET), event -> {});
        rig.open().send("data: SECRET\n\n");

        assertThat(TracedRig.attributes(rig.outages().get(0))).containsEntry("error.type", "error_event");
        assertNoSecret();
    }

    @Test
    void only_these_attributes_are_ever_set() {
        of_the_uri_the_headers_and_the_event_ids();
        Set<String> ofSpans = new TreeSet<>();
        rig.spans().forEach(span -> ofSpans.addAll(TracedRig.attributes(span).keySet()));
        Set<String> ofMetrics = new TreeSet<>();
        rig.metrics()
                .values()
                .forEach(metric -> metric.getData()
                        .getPoints()
                        .forEach(point -> point.getAttributes().forEach((key, value) -> ofMetrics.add(key.getKey()))));

        assertThat(ofSpans)
                .containsExactly(
                        "error.type",
                        "http.request.method",
                        "http.request.resend_count",
                        "http.response.status_code",
                        "network.protocol.name",
                        "network.protocol.version",
                        "rivulet.attempt",
                        "rivulet.outage.attempts",
                        "rivulet.outage.end",
                        "rivulet.outage.loss",
                        "server.address",
                        "server.port",
                        "url.full");
        assertThat(ofMetrics)
                .containsExactly(
                        "error.type",
                        "http.request.method",
                        "http.response.status_code",
                        "network.protocol.name",
                        "network.protocol.version",
                        "server.address",
                        "server.port");
    }
}
