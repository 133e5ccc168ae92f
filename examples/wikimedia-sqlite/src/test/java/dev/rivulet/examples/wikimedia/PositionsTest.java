package dev.rivulet.examples.wikimedia;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PositionsTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    void each_time_is_earlier() {
        assertThat(Positions.earlier(id("\"timestamp\":5001", "\"timestamp\":9001"), SECOND))
                .isEqualTo(id("\"timestamp\":4001", "\"timestamp\":8001"));
    }

    @Test
    void the_end_of_a_topic_becomes_the_time_of_the_others() {
        assertThat(Positions.earlier(id("\"offset\":-1", "\"timestamp\":9001"), SECOND))
                .isEqualTo(id("\"timestamp\":8001", "\"timestamp\":8001"));
    }

    @Test
    void an_offset_is_exact_and_stays() {
        assertThat(Positions.earlier(id("\"offset\":7", "\"offset\":-1"), SECOND))
                .isEqualTo(id("\"offset\":7", "\"offset\":-1"));
    }

    private static String id(String eqiad, String codfw) {
        return "[{\"topic\":\"eqiad.mediawiki.recentchange\",\"partition\":0,%s},".formatted(eqiad)
                + "{\"topic\":\"codfw.mediawiki.recentchange\",\"partition\":0,%s}]".formatted(codfw);
    }
}
