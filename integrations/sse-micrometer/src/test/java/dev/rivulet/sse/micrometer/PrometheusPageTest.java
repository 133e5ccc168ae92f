package dev.rivulet.sse.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page that Prometheus scrapes: names, units and tags as its conventions ask, and no secrets. */
class PrometheusPageTest {
    private static final Page PAGE = Page.scraped();

    @Test
    void has_these_series_and_no_others() {
        assertThat(PAGE.names())
                .containsExactlyInAnyOrder(
                        "sse_client_backoff_seconds_count",
                        "sse_client_backoff_seconds_sum",
                        "sse_client_connects_total",
                        "sse_client_delivered_events_total",
                        "sse_client_duplicates_events_total",
                        "sse_client_event_gap_seconds_count",
                        "sse_client_event_gap_seconds_max",
                        "sse_client_event_gap_seconds_sum",
                        "sse_client_events_total",
                        "sse_client_last_byte_age_seconds",
                        "sse_client_outage_seconds_count",
                        "sse_client_outage_seconds_max",
                        "sse_client_outage_seconds_sum",
                        "sse_client_pool_acquired_buffers_total",
                        "sse_client_pool_outstanding_buffers",
                        "sse_client_pool_retained_bytes",
                        "sse_client_received_bytes_total",
                        "sse_client_reconnects_total",
                        "sse_client_sessions",
                        "sse_client_sessions_ended_total",
                        "sse_client_skipped_events_total",
                        "sse_client_time_to_first_event_seconds_count",
                        "sse_client_time_to_first_event_seconds_max",
                        "sse_client_time_to_first_event_seconds_sum",
                        "sse_client_warnings_total");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sse_client_connects_total{host=\"news.example\",name=\"prices\"} 2.0",
                "sse_client_events_total{host=\"news.example\",name=\"prices\"} 4.0",
                "sse_client_reconnects_total{cause=\"connection_failed\",host=\"news.example\",name=\"prices\"} 1.0",
                "sse_client_sessions{host=\"news.example\",name=\"prices\",state=\"healthy\"} 1.0",
                "sse_client_sessions{host=\"news.example\",name=\"prices\",state=\"idle\"} 0.0",
                "sse_client_sessions_ended_total"
                        + "{cause=\"none\",host=\"news.example\",name=\"prices\",reason=\"closed\"} 1.0",
                "sse_client_warnings_total{cause=\"repeated_id\",host=\"news.example\",name=\"prices\"} 1.0",
                "sse_client_backoff_seconds_sum{host=\"news.example\",name=\"prices\"} 1.0",
                "sse_client_event_gap_seconds_sum{host=\"news.example\",name=\"prices\"} 2.0",
                "sse_client_event_gap_seconds_count{host=\"news.example\",name=\"prices\"} 1",
                "sse_client_outage_seconds_sum{host=\"news.example\",name=\"prices\"} 1.0",
                "sse_client_last_byte_age_seconds{host=\"news.example\",name=\"prices\"} 0.0",
            })
    void has(String sample) {
        assertThat(PAGE.samples()).contains(sample);
    }

    @Test
    void each_series_has_a_help_text_and_a_type() {
        assertThat(PAGE.text().lines().filter(line -> line.startsWith("# TYPE")))
                .allMatch(line -> line.matches("# TYPE sse_client_\\w+ (counter|gauge|summary)"))
                .contains(
                        "# TYPE sse_client_received_bytes_total counter",
                        "# TYPE sse_client_sessions gauge",
                        "# TYPE sse_client_last_byte_age_seconds gauge",
                        "# TYPE sse_client_backoff_seconds summary");
        assertThat(PAGE.text().lines().filter(line -> line.startsWith("# HELP")))
                .allMatch(line -> line.matches("# HELP sse_client_\\w+ [A-Z].+"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"secret", "password", "user", "id-one", "id-two", "id-of-an-event", "/prices", "8443", "part"})
    void shows_nothing_of_a_stream_but_its_name_and_host(String secret) {
        assertThat(PAGE.text()).doesNotContain(secret);
    }
}
