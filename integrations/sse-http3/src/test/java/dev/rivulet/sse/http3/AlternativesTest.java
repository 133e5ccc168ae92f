package dev.rivulet.sse.http3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.http.Origin;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class AlternativesTest {
    private static final Origin ORIGIN = Origin.of(URI.create("https://example.com/"));

    private long now = Long.MAX_VALUE - 5; // the clock may be anywhere
    private final Alternatives learnt = new Alternatives(false, () -> now);

    @Test
    void an_offer_counts_until_its_age_is_over() {
        assertThat(learnt.port(ORIGIN)).isNull();
        learnt.learn(ORIGIN, new AltSvcHeader(false, 8443, Duration.ofMinutes(1)));
        assertThat(learnt.port(ORIGIN)).isEqualTo(8443);
        pass(Duration.ofSeconds(59));
        assertThat(learnt.port(ORIGIN)).isEqualTo(8443);
        pass(Duration.ofSeconds(2));
        assertThat(learnt.port(ORIGIN)).isNull();
    }

    @Test
    void clear_ends_it() {
        learnt.learn(ORIGIN, new AltSvcHeader(false, 8443, Duration.ofMinutes(1)));
        learnt.learn(ORIGIN, new AltSvcHeader(true, null, Duration.ZERO));
        assertThat(learnt.port(ORIGIN)).isNull();
    }

    @Test
    void an_origin_that_failed_is_left_alone_for_five_minutes_and_twice_as_long_each_time() {
        var always = new Alternatives(true, () -> now);
        for (int minutes = 5; minutes <= 40; minutes *= 2) {
            assertThat(always.port(ORIGIN)).isEqualTo(443);
            always.failed(ORIGIN);
            pass(Duration.ofMinutes(minutes).minusSeconds(1));
            assertThat(always.port(ORIGIN)).isNull();
            pass(Duration.ofSeconds(2));
        }
        always.worked(ORIGIN);
        always.failed(ORIGIN);
        pass(Duration.ofMinutes(5).plusSeconds(1));
        assertThat(always.port(ORIGIN)).isEqualTo(443);
    }

    @Test
    void many_requests_that_fail_together_are_one_failure() {
        var always = new Alternatives(true, () -> now);
        for (int i = 0; i < 100; i++) {
            always.failed(ORIGIN);
        }
        pass(Duration.ofMinutes(5).plusSeconds(1));
        assertThat(always.port(ORIGIN)).isEqualTo(443);
    }

    @Test
    void the_pause_has_a_limit() {
        var always = new Alternatives(true, () -> now);
        for (int i = 0; i < 100; i++) {
            always.failed(ORIGIN);
            pass(Duration.ofDays(1));
        }
        always.failed(ORIGIN);
        pass(Duration.ofHours(20));
        assertThat(always.port(ORIGIN)).isNull();
        pass(Duration.ofHours(4));
        assertThat(always.port(ORIGIN)).isEqualTo(443);
    }

    @Test
    void a_thousand_origins_are_remembered() {
        learnt.learn(ORIGIN, new AltSvcHeader(false, 1, Duration.ofDays(1)));
        Origin recent = other(0);
        for (int i = 0; i < 1_500; i++) {
            learnt.learn(other(i), new AltSvcHeader(false, 1, Duration.ofDays(1)));
            learnt.port(recent);
        }
        assertThat(learnt.port(ORIGIN)).isNull();
        assertThat(learnt.port(recent)).isEqualTo(1);
        assertThat(learnt.port(other(1_499))).isEqualTo(1);
    }

    @Test
    void plain_text_has_no_alternative() {
        Origin plain = Origin.of(URI.create("http://example.com/"));
        assertThat(new Alternatives(true, () -> now).port(plain)).isNull();
    }

    private static Origin other(int number) {
        return Origin.of(URI.create("https://host-" + number + ".example/"));
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }
}
