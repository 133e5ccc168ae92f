package dev.rivulet.sse.kafka.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.connect.errors.DataException;
import org.junit.jupiter.api.Test;

/** A position as Connect stores it. */
class PositionTest {
    @Test
    void it_is_what_it_was() {
        for (long hash : new long[] {0, -1, Long.MIN_VALUE, Long.MAX_VALUE}) {
            var position = new Position("a", hash);
            assertThat(Position.of(position.offset())).isEqualTo(position);
        }
        assertThat(Position.of(Position.BEGINNING.offset())).isEqualTo(Position.BEGINNING);
        assertThat(Position.of(null)).isEqualTo(Position.BEGINNING);
    }

    @Test
    void a_hash_may_be_any_whole_number_or_absent() {
        assertThat(Position.of(Map.of("id", "a", "hash", 5))).isEqualTo(new Position("a", 5L));
        Map<String, Object> offset = new HashMap<>();
        offset.put("id", "a");
        offset.put("hash", null);
        assertThat(Position.of(offset)).isEqualTo(new Position("a", null));
    }

    @Test
    void a_hash_without_an_id_means_nothing() {
        assertThat(Position.of(Map.of("id", "", "hash", 5L))).isEqualTo(Position.BEGINNING);
    }

    @Test
    void what_is_wrong_is_named() {
        assertThatThrownBy(() -> Position.of(Map.of()))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("\"id\"");
        assertThatThrownBy(() -> Position.of(Map.of("id", 3)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("\"id\"");
        assertThatThrownBy(() -> Position.of(Map.of("id", "3", "hash", "x")))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("\"hash\"");
        assertThatThrownBy(() -> Position.of(Map.of("id", "3", "hash", 1.5)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("\"hash\"");
    }
}
