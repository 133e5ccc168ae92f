package dev.rivulet.sse.testkit.session;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.policy.Dedup;
import dev.rivulet.sse.policy.Limits;
import dev.rivulet.sse.policy.ReconnectPolicy;
import dev.rivulet.sse.policy.Timeouts;
import org.junit.jupiter.api.Test;

/** What holds where the user says nothing: a change of it is a change of what is promised. */
class DefaultsRuleTest {
    private final SseRequest request = SseRequest.get(Rig.STREAM);

    @Test
    void the_time_outs_are_those_of_the_manual() {
        assertThat(request.timeouts())
                .isEqualTo(new Timeouts(ofSeconds(10), ofMinutes(2), ZERO, ofMinutes(5), ZERO, ZERO, ZERO));
    }

    @Test
    void the_limits_are_those_of_the_manual() {
        long heap = Runtime.getRuntime().maxMemory();
        int event = (int) Math.max(1 << 20, Math.min(16 << 20, heap / 16));
        assertThat(request.limits()).isEqualTo(new Limits(event, 64 << 10, 20, 4 << 10, Limits.Breach.FAIL));
    }

    @Test
    void a_lost_stream_is_opened_again_for_ever_with_delays_of_up_to_half_a_minute() {
        assertThat(request.reconnect())
                .isEqualTo(new ReconnectPolicy(
                        ofSeconds(1),
                        ofSeconds(30),
                        ofMillis(100),
                        ofHours(1),
                        0,
                        ZERO,
                        ofSeconds(30),
                        ReconnectPolicy.When.ALWAYS));
    }

    @Test
    void duplicates_are_told_by_id_and_content_among_the_last_thousand() {
        assertThat(request.dedup()).isEqualTo(new Dedup(Dedup.Mode.ID_AND_CONTENT, 1024));
    }

    @Test
    void only_a_get_is_sent_twice() {
        assertThat(request.repeatable()).isTrue();
        assertThat(request.method("POST").repeatable()).isFalse();
        assertThat(request.method("PUT").repeatable()).isFalse();
    }
}
