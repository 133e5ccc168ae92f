package dev.rivulet.sse.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

class LaneProcessTest {
    private static final Plan PLAN = Plan.of("--quick", "--jvm", "-Xmx128m");

    @Test
    void a_lane_reads_whole_workloads() throws IOException {
        try (var lane = new LaneProcess(PLAN, "parse", "llm", "rivulet", "7")) {
            Slice slice = lane.run(1);

            assertThat(slice.events())
                    .isPositive()
                    .isEqualTo(slice.passes() * Workload.of("llm", 7).events());
            assertThat(slice.nanos()).isPositive();
        }
    }

    @Test
    @Tag("full")
    @EnabledIfSystemProperty(named = "rivulet.tests", matches = "full|rest", disabledReason = "left to -Pfull")
    void the_floor_makes_its_strings() throws IOException {
        try (var lane = new LaneProcess(PLAN, "parse", "llm", "floor", "7")) {
            lane.run(300);

            assertThat(lane.run(100).allocatedPerEvent()).isGreaterThan(200);
        }
    }

    @Test
    @Tag("full")
    @EnabledIfSystemProperty(named = "rivulet.tests", matches = "full|rest", disabledReason = "left to -Pfull")
    void a_drip_is_one_event() throws IOException {
        try (var lane = new LaneProcess(PLAN, "drip", "one-line", "10000")) {
            Slice slice = lane.run(1);

            assertThat(slice.events()).isEqualTo(slice.passes());
        }
    }
}
