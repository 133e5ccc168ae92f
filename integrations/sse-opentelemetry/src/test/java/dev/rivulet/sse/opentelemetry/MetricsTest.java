package dev.rivulet.sse.opentelemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.http.Phase;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import io.opentelemetry.sdk.metrics.data.LongPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import java.net.ConnectException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is measured, by the semantic conventions for HTTP clients and of the streams. */
class MetricsTest {
    private static final Attributes PRICES = Attributes.builder()
            .put("server.address", "news.example")
            .put("server.port", 443)
            .put("rivulet.request.name", "prices")
            .build();

    @RegisterExtension
    final TracedRig rig = new TracedRig();

    private TracedRig prices() {
        return rig.subscribe(request -> request.name("prices"));
    }

    private long value(String name) {
        MetricData metric = rig.metrics().get(name);
        if (metric == null) {
            return 0;
        }
        assertThat(metric.getLongSumData().getPoints())
                .hasSize(1)
                .allSatisfy(point -> assertThat(point.getAttributes()).isEqualTo(PRICES));
        return metric.getLongSumData().getPoints().iterator().next().getValue();
    }

    @Test
    void the_duration_of_a_request_is_measured_in_seconds_with_the_advised_buckets() {
        prices().advance(Duration.ofMillis(30)).open();

        MetricData duration = rig.metrics().get("http.client.request.duration");
        assertThat(duration.getUnit()).isEqualTo("s");
        assertThat(duration.getInstrumentationScopeInfo().getName()).isEqualTo("dev.rivulet.sse");
        HistogramPointData point =
                duration.getHistogramData().getPoints().iterator().next();
        assertThat(point.getCount()).isEqualTo(1);
        assertThat(point.getSum()).isEqualTo(0.03);
        assertThat(point.getBoundaries())
                .isEqualTo(List.of(0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1.0, 2.5, 5.0, 7.5, 10.0));
        assertThat(point.getAttributes())
                .isEqualTo(Attributes.builder()
                        .put("http.request.method", "GET")
                        .put("server.address", "news.example")
                        .put("server.port", 443)
                        .put("http.response.status_code", 200)
                        .put("network.protocol.name", "http")
                        .put("network.protocol.version", "1.1")
                        .build());
    }

    @Test
    void a_request_that_fails_is_measured_with_its_error() {
        prices();
        rig.server().failed(Phase.CONNECT, new ConnectException("refused"));
        rig.backOff().answer(503).backOff().open();

        List<Attributes> measured =
                rig.metrics().get("http.client.request.duration").getHistogramData().getPoints().stream()
                        .map(HistogramPointData::getAttributes)
                        .toList();
        assertThat(measured.stream().map(all -> all.get(AttributeKey.stringKey("error.type"))))
                .containsExactlyInAnyOrder("connection_failed", "503", null);
    }

    @Test
    void open_streams_are_counted_up_and_down() {
        prices();
        assertThat(value("rivulet.sse.open_streams")).isZero();
        rig.open();
        assertThat(value("rivulet.sse.open_streams")).isEqualTo(1);
        rig.cut();
        assertThat(value("rivulet.sse.open_streams")).isZero();
        rig.backOff().open();
        assertThat(value("rivulet.sse.open_streams")).isEqualTo(1);
        rig.session.close();
        assertThat(value("rivulet.sse.open_streams")).isZero();
    }

    @Test
    void events_and_bytes_are_added_each_thirty_seconds_and_at_the_end() {
        String events = "id: 1\ndata: a\n\nid: 2\ndata: b\n\n";
        prices().open().send(events);
        rig.advance(Duration.ofMillis(29_999));
        assertThat(value("rivulet.sse.events")).isZero();
        rig.advance(Duration.ofMillis(1));
        assertThat(value("rivulet.sse.events")).isEqualTo(2);
        assertThat(value("rivulet.sse.received")).isEqualTo(events.length());

        rig.send("data: c\n\n").advance(Duration.ofSeconds(30));
        assertThat(value("rivulet.sse.events")).isEqualTo(3);

        rig.send("data: d\n\n");
        rig.session.close();
        assertThat(value("rivulet.sse.events")).isEqualTo(4);
        assertThat(value("rivulet.sse.received")).isEqualTo(events.length() + 18);
    }

    @Test
    void duplicates_are_counted() {
        prices().open().send("id: 1\ndata: a\n\nid: 2\ndata: b\n\n").cut().backOff();
        rig.open().send("id: 1\ndata: a\n\nid: 2\ndata: b\n\nid: 3\ndata: c\n\n");
        rig.session.close();

        assertThat(rig.data).containsExactly("a", "b", "c");
        assertThat(value("rivulet.sse.duplicates")).isEqualTo(2);
    }

    @Test
    void losses_are_counted_by_their_kind() {
        prices();
        rig.server().failed(Phase.CONNECT, new ConnectException("refused"));
        rig.backOff().open().cut().backOff().answer(503).backOff().answer(403);

        assertThat(rig.metrics().get("rivulet.sse.losses").getLongSumData().getPoints().stream()
                        .map(point -> Map.entry(
                                point.getAttributes().get(AttributeKey.stringKey("error.type")), point.getValue())))
                .containsExactlyInAnyOrder(
                        Map.entry("connection_failed", 2L), Map.entry("503", 1L), Map.entry("403", 1L));
        assertThat(rig.metrics().get("rivulet.sse.losses").getLongSumData().getPoints())
                .extracting(LongPointData::getAttributes)
                .allSatisfy(all -> assertThat(all.toBuilder()
                                .remove(AttributeKey.stringKey("error.type"))
                                .build())
                        .isEqualTo(PRICES));
    }

    @Test
    void sessions_of_one_name_and_server_are_one_series() {
        var first = prices().open().session;
        prices().open();
        assertThat(value("rivulet.sse.open_streams")).isEqualTo(2);
        first.close();
        assertThat(value("rivulet.sse.open_streams")).isEqualTo(1);
    }
}
