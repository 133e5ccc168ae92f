package dev.rivulet.sse.netty;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.handler.codec.http2.Http2Exception;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class FrameBudgetTest {
    private final AtomicLong time = new AtomicLong(Long.MAX_VALUE - 1_000); // it overflows
    private final FrameBudget budget = new FrameBudget(time::get);

    private void spend(int frames) throws Http2Exception {
        for (int i = 0; i < frames; i++) {
            budget.spend("PING", 8);
        }
    }

    private void isUsedUp() {
        assertThatThrownBy(() -> spend(1)).isInstanceOf(Http2Exception.class).hasMessageContaining("PING");
    }

    @Test
    void a_burst_is_allowed_and_one_frame_more_is_not() throws Exception {
        spend(FrameBudget.MOST);
        isUsedUp();
    }

    @Test
    void it_grows_back_with_time_and_no_further() throws Exception {
        spend(FrameBudget.MOST);
        time.addAndGet(Duration.ofSeconds(1).toNanos());
        spend(200);
        time.addAndGet(Duration.ofDays(1).toNanos());
        spend(FrameBudget.MOST);
        isUsedUp();
    }

    /** A flood that asks at each moment anew gets nothing for the fractions. */
    @Test
    void parts_of_a_frame_do_not_add_up_to_more() throws Exception {
        spend(FrameBudget.MOST);
        for (int i = 0; i < 4; i++) {
            time.addAndGet(Duration.ofMillis(1).toNanos());
        }
        isUsedUp();
    }

    @Test
    void a_server_that_keeps_to_the_rate_may_send_for_ever() {
        assertThatCode(() -> {
                    for (int i = 0; i < 1_000_000; i++) {
                        time.addAndGet(Duration.ofMillis(5).toNanos());
                        spend(1);
                    }
                })
                .doesNotThrowAnyException();
    }

    @Test
    void data_earns_as_many_frames() throws Exception {
        spend(FrameBudget.MOST);
        budget.earn(3);
        spend(3);
        isUsedUp();
    }

    @Test
    void a_large_payload_costs_more() throws Exception {
        budget.spend("of unknown type 66", (FrameBudget.MOST - 1) << 10);
        isUsedUp();
    }
}
