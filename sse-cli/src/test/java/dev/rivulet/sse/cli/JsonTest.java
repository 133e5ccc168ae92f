package dev.rivulet.sse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonTest {
    @Test
    void members_keep_their_order() {
        assertThat(Json.object()
                        .with("text", "a")
                        .with("none", (String) null)
                        .with("count", 7)
                        .with("long", Long.valueOf(1L << 40))
                        .with("noLong", (Long) null)
                        .with("yes", true)
                        .with("inner", Json.object().with("x", 1))
                        .toString())
                .isEqualTo(
                        "{\"text\":\"a\",\"none\":null,\"count\":7,\"long\":1099511627776,\"noLong\":null,\"yes\":true,"
                                + "\"inner\":{\"x\":1}}");
    }

    @Test
    void an_object_may_be_empty() {
        assertThat(Json.object().toString()).isEqualTo("{}");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "22, \\\"",
                "5c, \\\\",
                "0a, \\n",
                "0d, \\r",
                "09, \\t",
                "08, \\b",
                "0c, \\f",
                "00, \\u0000",
                "1b, \\u001b",
                "7f, \\u007f",
                "85, \\u0085",
                "2028, \\u2028",
                "2029, \\u2029",
                "d83d, \\ud83d",
                "dca7, \\udca7",
                "2f, /",
                "e9, é",
                "5ddd, 川",
                "feff, \ufeff",
                "fffd, \ufffd"
            })
    void eachCharacterIsWrittenAsItMustBe(String codeUnit, String written) {
        char c = (char) Integer.parseInt(codeUnit, 16);

        assertThat(Json.object().with("k", "a" + c + "b").toString()).isEqualTo("{\"k\":\"a" + written + "b\"}");
        assertThat(Json.object().with("k", String.valueOf(c)).toString()).isEqualTo("{\"k\":\"" + written + "\"}");
    }

    @Test
    void surrogate_pairs_stay_whole() {
        assertThat(Json.object().with("k", "🌊\udca7🌊").toString()).isEqualTo("{\"k\":\"🌊\\udca7🌊\"}");
    }

    @Test
    void names_are_escaped_too() {
        assertThat(Json.object().with("a\"b", 1).toString()).isEqualTo("{\"a\\\"b\":1}");
    }
}
