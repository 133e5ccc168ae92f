package dev.rivulet.sse.testkit.session;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.spi.Phase;
import java.net.ConnectException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** DESIGN 8: how long a response asks to wait. */
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
    @ValueSource(strings = {"-7", "1.5", "soon", "", "٧", "7 seconds", "Sat, 31 Foo 2026 00:00:00 GMT"})
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
