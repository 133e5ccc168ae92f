package dev.rivulet.sse.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rivulet.sse.SseEvent;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine.TypeConversionException;

class FormatTest {
    private static final SseEvent EVENT = SseEvent.of("tick", "a\nb", "7");

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "{id} {type} {data}, 7 tick a|b",
                "{data}{data}, a|ba|b",
                "{data}\\n, a|b|",
                "[{id}]\\t{type}\\\\\\r, [7]>tick\\<",
                "{{{id}}}, {7}",
                "{{\"id\":\"{id}\"}}, {\"id\":\"7\"}",
                "a%s$1, a%s$1",
                "``, ``",
            })
    void placeholders_and_escapes_are_replaced(String format, String printed) {
        assertThat(Format.of(format).apply(EVENT, UnaryOperator.identity()))
                .isEqualTo(printed.replace('|', '\n').replace('>', '\t').replace('<', '\r'));
    }

    @Test
    void an_event_without_an_id_has_an_empty_one() {
        assertThat(Format.of("<{id}>").apply(SseEvent.of("message", "x"), UnaryOperator.identity()))
                .isEqualTo("<>");
    }

    @Test
    void what_comes_from_the_server_is_filtered_and_the_format_is_not() {
        assertThat(Format.of("a{data}a").apply(EVENT, text -> text.replace('a', '?')))
                .isEqualTo("a?\nba");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{time}|there is no {time}; there are {id}, {type} and {data}",
                "{}|there is no {}",
                "{ID}|there is no {ID}",
                "{id|a { without its }",
                "id}|a } without its {",
                "\\x|there is no \\x; there are \\n, \\t, \\r and \\\\",
                "a\\|it ends in a \\",
            })
    void what_it_does_not_know_is_an_error(String format, String message) {
        assertThatThrownBy(() -> Format.of(format))
                .isInstanceOf(TypeConversionException.class)
                .hasMessageContaining(message);
    }
}
