package dev.rivulet.sse.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Header lines, which are kept as one array. */
class HeadersTest {
    private static final Headers TWO = Headers.none().add("Via", "a").add("Date", "d");

    @Test
    void a_changed_copy_leaves_the_original_as_it_is() {
        assertThat(TWO.add("Via", "b").all("via")).containsExactly("a", "b");
        assertThat(TWO.set("VIA", "c").all("via")).containsExactly("c");
        assertThat(TWO.remove("via").lines()).containsExactly(Map.entry("Date", "d"));
        assertThat(TWO.filter(name -> name.equals("Via")).lines()).containsExactly(Map.entry("Via", "a"));
        assertThat(TWO.lines()).containsExactly(Map.entry("Via", "a"), Map.entry("Date", "d"));
    }

    @Test
    void lines_cannot_be_changed() {
        List<Map.Entry<String, String>> lines = TWO.lines();
        assertThatThrownBy(() -> lines.remove(0)).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(lines::clear).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> lines.get(0).setValue("x")).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> lines.get(2)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void they_are_equal_where_lines_and_order_are() {
        assertThat(Headers.of(TWO.lines())).isEqualTo(TWO).hasSameHashCodeAs(TWO);
        assertThat(Headers.of(List.of(Map.entry("Date", "d"), Map.entry("Via", "a"))))
                .isNotEqualTo(TWO);
        assertThat(TWO.remove("Via").remove("Date")).isEqualTo(Headers.none());
    }

    @Test
    void redacted_they_have_neither_secrets_nor_queries_and_stay_so() {
        Headers redacted = TWO.add("Cookie", "a=hunter2")
                .add("Location", "/a?hunter2")
                .add("Link", "<hunter2>")
                .setSecret("X-Own", "hunter2")
                .redacted();

        assertThat(redacted.lines())
                .containsExactly(
                        Map.entry("Via", "a"),
                        Map.entry("Date", "d"),
                        Map.entry("Cookie", "***"),
                        Map.entry("Location", "/a?…"),
                        Map.entry("Link", "…"),
                        Map.entry("X-Own", "***"));
        assertThat(redacted.redacted()).isEqualTo(redacted);
        assertThat(redacted.isSecret("x-own")).isTrue();
    }
}
