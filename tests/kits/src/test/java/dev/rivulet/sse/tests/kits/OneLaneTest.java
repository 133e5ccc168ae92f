package dev.rivulet.sse.tests.kits;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The kit over one of the lanes of a transport that has three: HTTP/1.1, that over TLS, and HTTP/2. */
class OneLaneTest {
    @Test
    void each_test_runs_over_one_lane_and_is_skipped_over_the_others() {
        KitRun run = KitRun.of(Broken.NOTHING, "head_1_");
        KitRun one = KitRun.of(Broken.NOTHING, "head_1_", "one");
        assertThat(run.failures()).isEmpty();
        assertThat(one.failures()).isEmpty();
        long ran = run.tests() - run.skipped().size();
        assertThat(ran).isPositive();
        assertThat(one.tests()).isEqualTo(run.tests());
        assertThat(3L * (one.tests() - one.skipped().size())).isEqualTo(ran);
        assertThat(one.skipped().stream().filter(reason -> reason.contains("left to")))
                .isNotEmpty()
                .allMatch(reason -> reason.matches("Over HTTP_\\w+ this is left to -Dtck.lanes=all."));
    }
}
