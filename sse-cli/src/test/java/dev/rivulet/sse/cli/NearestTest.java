package dev.rivulet.sse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {
    private static final List<String> WORDS = List.of("demo", "tail", "parse", "transports");

    @ParameterizedTest
    @CsvSource({
        "tial, tail",
        "tal, tail",
        "taill, tail",
        "tale, tail",
        "dmeo, demo",
        "prase, parse",
        "transport, transports"
    })
    void a_slip_of_the_fingers_is_found(String mistyped, String meant) {
        assertThat(Nearest.to(mistyped, WORDS)).contains(meant);
    }

    @ParameterizedTest
    @CsvSource({"pigeon", "x", "t", "help", "''"})
    void a_word_that_is_like_none_is_not(String mistyped) {
        assertThat(Nearest.to(mistyped, WORDS)).isEmpty();
    }

    @Test
    void of_equally_near_words_the_first_by_name_is_taken() {
        assertThat(Nearest.to("bat", List.of("rat", "cat"))).contains("cat");
    }

    @ParameterizedTest
    @CsvSource({"abc, abc, 0", "abc, ab, 1", "abc, axc, 1", "abc, acb, 1", "'', abc, 3", "kitten, sitting, 3"})
    void edits_are_counted(String from, String to, int edits) {
        assertThat(Nearest.edits(from, to)).isEqualTo(edits);
        assertThat(Nearest.edits(to, from)).isEqualTo(edits);
    }
}
