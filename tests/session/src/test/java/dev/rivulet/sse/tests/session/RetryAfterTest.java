package dev.rivulet.sse.tests.session;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofNanos;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.http.Phase;
import java.net.ConnectException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How long a response asks to wait. */
class RetryAfterTest {
    @RegisterExtension
    final Rig rig = new Rig();

    @ParameterizedTest
    @CsvSource({"0, 0", "7, 7", "0007, 7"})
    void retry_after_in_seconds_is_the_floor(String value, int seconds) {
        rig.subscribe().server().head(503, Rig.headers("Retry-After", value)).end();
        assertThat(rig.delay()).isEqualTo(ofSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"-7", "1.5.5", "1e3", ".5", "5.", "soon", "", "٧", "7 seconds", "Sat, 31 Foo 2026 00:00:00 GMT"})
    void a_retry_after_that_cannot_be_understood_is_ignored(String value) {
        rig.subscribe().server().head(503, Rig.headers("Retry-After", value)).end();
        assertThat(rig.delay()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Sun, 06 Nov 1994 08:49:37 GMT",
                // RFC 9110, 5.6.7: a recipient must accept all three.
                "Sunday, 06-Nov-94 08:49:37 GMT",
                "Sun Nov  6 08:49:37 1994"
            })
    void retry_after_as_a_date_counts_from_the_responses_own_date(String date) {
        // Neither clock has to be right.
        rig.subscribe()
                .server()
                .head(503, Rig.headers("Date", "Sun, 06 Nov 1994 08:49:00 GMT", "Retry-After", date))
                .end();
        assertThat(rig.delay()).isEqualTo(ofSeconds(37));
    }

    @Test
    void retry_after_as_a_date_counts_from_the_wall_clock_where_the_response_has_no_date() {
        rig.subscribe()
                .server()
                .head(429, Rig.headers("Retry-After", "Thu, 01 Jan 2026 00:01:30 GMT"))
                .end();
        assertThat(rig.delay()).isEqualTo(ofSeconds(90));
    }

    @Test
    void a_retry_after_in_the_past_asks_for_nothing() {
        rig.subscribe()
                .server()
                .head(503, Rig.headers("Retry-After", "Thu, 01 Jan 1970 00:00:00 GMT"))
                .end();
        assertThat(rig.delay()).isZero();
    }

    @Test
    void retry_after_ms_is_exacter_than_retry_after() {
        rig.subscribe()
                .server()
                .head(429, Rig.headers("Retry-After", "2", "Retry-After-Ms", "1500"))
                .end();
        assertThat(rig.delay()).isEqualTo(ofMillis(1500));
    }

    @ParameterizedTest
    @CsvSource({"700.25, 700250000", "0.5, 500000", "0001.000001, 1000001", "2.9999999999999, 2999999"})
    void retry_after_ms_may_have_a_fraction(String value, long nanos) {
        rig.subscribe()
                .server()
                .head(429, Rig.headers("Retry-After", "1", "retry-after-ms", value))
                .end();
        assertThat(rig.delay()).isEqualTo(ofNanos(nanos));
    }

    @Test
    void retry_after_may_have_a_fraction() {
        rig.subscribe().server().head(429, Rig.headers("Retry-After", "1.25")).end();
        assertThat(rig.delay()).isEqualTo(ofMillis(1250));
    }

    @Test
    void a_service_with_a_header_of_its_own_is_read_by_the_users_rule() {
        rig.subscribe(request -> request.retryAfter(head -> {
            String reset = head.headers().first("x-ratelimit-reset-requests");
            return reset == null ? null : Duration.parse("PT" + reset);
        }));
        rig.server()
                .head(429, Rig.headers("x-ratelimit-reset-requests", "6.5s", "Retry-After", "60"))
                .end();
        assertThat(rig.delay()).isEqualTo(ofMillis(6500));
        rig.backOff().server().head(429, Rig.headers("Retry-After", "60")).end();
        assertThat(rig.delay()).isEqualTo(ofSeconds(60));
    }

    @Test
    void a_delay_of_the_users_rule_is_not_negative_and_bounded_too() {
        rig.subscribe(request ->
                request.retryAfter(head -> Duration.parse(head.headers().first("X-Wait"))));
        rig.server().head(503, Rig.headers("X-Wait", "PT-5S")).end();
        assertThat(rig.delay()).isZero();
        rig.backOff().server().head(503, Rig.headers("X-Wait", "PT2H")).end();
        rig.failed(Failure.ServerDelayTooLong.class);
    }

    @Test
    void a_rule_for_the_delay_that_throws_ends_the_session() {
        rig.subscribe(request -> request.retryAfter(head -> {
            throw new IllegalStateException("no rule");
        }));
        rig.server().head(503, Rig.headers()).end();
        assertThat(rig.failed(Failure.HandlerFailed.class).cause()).hasMessage("no rule");
    }

    @Test
    void the_larger_of_retry_and_retry_after_is_the_floor_and_jitter_comes_on_top() {
        rig.dice.load(1);
        rig.subscribe().open().send("retry: 3000\n\ndata: a\n\n").cut().backOff();
        rig.server().head(503, Rig.headers("Retry-After", "2")).end();
        assertThat(rig.delay()).isEqualTo(ofSeconds(3 + 2));
        rig.backOff();
        rig.server().head(503, Rig.headers("Retry-After", "60")).end();
        assertThat(rig.delay()).isEqualTo(ofSeconds(60 + 4));
    }

    @Test
    void a_retry_after_counts_for_the_next_attempt_only() {
        rig.subscribe().server().head(503, Rig.headers("Retry-After", "60")).end();
        rig.backOff();
        refuse();
        assertThat(rig.delay()).isZero();
    }

    private void refuse() {
        rig.server().failed(Phase.CONNECT, new ConnectException("refused"));
    }
}
