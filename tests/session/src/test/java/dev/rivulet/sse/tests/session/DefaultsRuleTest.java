package dev.rivulet.sse.tests.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.SseRequest;
import org.junit.jupiter.api.Test;

/** What holds where the user says nothing: a change of it is a change of what is promised. */
class DefaultsRuleTest {
    private final SseRequest request = SseRequest.get(Rig.STREAM);

    @Test
    void the_time_outs_are_those_of_the_manual() {
        assertThat(request.timeouts())
                .hasToString("Timeouts[connect=PT10S, responseHead=PT2M, firstEvent=PT0S, idle=PT5M, eventIdle=PT0S,"
                        + " total=PT0S, connectionAge=PT0S]");
    }

    @Test
    void the_limits_are_those_of_the_manual() {
        long heap = Runtime.getRuntime().maxMemory();
        int event = (int) Math.max(1 << 20, Math.min(16 << 20, heap / 16));
        assertThat(request.limits())
                .hasToString("Limits[eventBytes=" + event
                        + ", headBytes=65536, redirects=20, lastEventIdBytes=4096, oversizedEvent=FAIL]");
    }

    @Test
    void a_lost_stream_is_opened_again_for_ever_with_delays_of_up_to_half_a_minute() {
        assertThat(request.reconnect())
                .hasToString("ReconnectPolicy[initialDelay=PT1S, maxDelay=PT30S, minServerDelay=PT0.1S,"
                        + " maxServerDelay=PT1H, maxAttempts=0, maxElapsed=PT0S, stableAfter=PT30S, mode=ALWAYS]");
    }

    @Test
    void duplicates_are_recognised_by_id_and_content_among_the_last_thousand() {
        assertThat(request.dedup()).hasToString("Dedup[mode=ID_AND_CONTENT, remembered=1024]");
    }

    @Test
    void only_a_get_is_sent_twice() {
        assertThat(request.repeatable()).isTrue();
        assertThat(request.method("POST").repeatable()).isFalse();
        assertThat(request.method("PUT").repeatable()).isFalse();
    }
}
