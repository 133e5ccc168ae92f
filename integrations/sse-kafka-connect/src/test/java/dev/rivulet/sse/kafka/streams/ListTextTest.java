package dev.rivulet.sse.kafka.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListTextTest {
    private static final StreamSpec A = new StreamSpec("a", URI.create("http://h/1"), null, Map.of());
    private static final StreamSpec B = new StreamSpec("b", URI.create("http://h/2?x=1,2"), null, Map.of());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a=http://h/1 b=http://h/2?x=1,2",
                "a=http://h/1, b=http://h/2?x=1,2",
                "a=http://h/1,b=http://h/2?x=1,2",
                " a=http://h/1\n\tb=http://h/2?x=1,2,\n",
                "[{\"name\":\"a\",\"url\":\"http://h/1\"},{\"url\":\"http://h/2?x=1,2\",\"name\":\"b\",\"topic\":null}]"
            })
    void streams_in_the_config_are_separated_by_white_space_or_commas_or_are_json(String text) {
        assertThat(StreamSpec.inline(text)).containsExactly(A, B);
    }

    @Test
    void the_server_of_a_stream_does_not_choose_its_whole_topic() throws IOException {
        ListText list = ListText.of("{\"name\":\"a\",\"url\":\"http://h/1\",\"topic\":\"${type}\"}");
        assertThat(list.streams()).isEmpty();
        assertThat(list.problems().toString()).contains("chooses any topic");
    }

    @Test
    void lines_may_be_pairs_objects_comments_and_empty() throws IOException {
        ListText list = ListText.of("\uFEFF# all of ours\r\n\r\n  a = http://h/1\r\n"
                + "{\"name\": \"b\", \"url\": \"http://h/2?x=1,2\"}\n#c=http://h/3");

        assertThat(list.problems()).isEmpty();
        assertThat(list.streams()).containsExactly(A, B);
    }

    @Test
    void an_object_may_have_a_topic_and_headers() throws IOException {
        StreamSpec spec = ListText.of("{\"name\":\"a\",\"url\":\"http://h/1\",\"topic\":\"t.${type}\","
                        + "\"headers\":{\"X-Api-Key\":\"k\",\"X-None\":null}}")
                .streams()
                .get(0);

        assertThat(spec.topic()).isEqualTo("t.${type}");
        assertThat(spec.headers()).containsExactly(Map.entry("X-Api-Key", "k"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "x | line 2: not name=URL: x",
                "http://h/1?a=b | line 2: not name=URL: http://h/1?…",
                "b=ftp://h/1 | line 2: not an absolute http or https URI with a host",
                "b=http://u:s3cret@h/%zz?s3cret | line 2: not a URI: http://h/%zz?…",
                "=http://h/1 | line 2: the name is empty",
                "a=http://h/9 | line 2: there is another stream \"a\"",
                "{\"name\":\"b\"} | line 2: \"url\" is missing",
                "{\"url\":\"http://h/2\"} | line 2: \"name\" is missing",
                "{\"name\":1,\"url\":\"http://h/2\"} | line 2: \"name\" is not a string",
                "{\"name\":\"b\",\"uri\":{\"x\":[1]}} | line 2: unknown field \"uri\"",
                "{\"name\":\"b\",\"url\":\"http://h/2\",\"headers\":[\"s3cret\"]} | line 2: \"headers\" is not an object",
                "{\"name\":\"b\",\"url\":\"http://h/2\",\"headers\":{\"a b\":\"s3cret\"}} | line 2: not a header name",
                "{\"name\":\"b\",\"url\":\"http://h/2\",\"headers\":{\"a\":\"s3cret\\n\"}} | line 2: the value of header a",
                "{\"name\":\"b\",\"url\":\"http://h/2\",\"topic\":\"s/t\"} | line 2: \"s/t\" is not a topic's name",
                "{\"name\":\"b\",s3cret | line 2: broken JSON at line 1",
                "{\"name\":\"b\",\"url\":\"http://h/2\"} s3cret | line 2: ",
            })
    void a_bad_line_is_reported_with_its_number_and_does_not_harm_the_others(String line, String problem)
            throws IOException {
        ListText list = ListText.of("a=http://h/1\n" + line + "\nc=http://h/3");

        assertThat(list.streams()).extracting(StreamSpec::name).containsExactly("a", "c");
        assertThat(list.problems()).hasSize(1);
        assertThat(list.problems().get(0).toString()).startsWith(problem).doesNotContain("s3cret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[",
                "[{\"name\":\"a\",\"url\":\"http://h/1\"}",
                "[{\"name\":\"a\",\"url\":\"http://h/1\"},",
                "[{\"name\":\"a\",\"ur",
                "[] []",
                "[1]",
                "[s3cret]"
            })
    void an_array_that_is_broken_or_not_complete_is_no_list(String text) {
        assertThatThrownBy(() -> ListText.of(text))
                .isInstanceOf(IOException.class)
                .message()
                .doesNotContain("s3cret");
        assertThatThrownBy(() -> StreamSpec.inline(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void an_empty_array_says_that_there_are_none() throws IOException {
        assertThat(ListText.of(" [ ] ").explicitlyEmpty()).isTrue();
        assertThat(ListText.of("# none").explicitlyEmpty()).isFalse();
    }

    @Test
    void the_value_of_a_topic_is_a_url_or_an_object_that_need_not_repeat_the_name() {
        assertThat(ListText.entry("a", " http://h/1 ")).isEqualTo(A);
        assertThat(ListText.entry("a", "{\"url\":\"http://h/1\"}")).isEqualTo(A);
        assertThatThrownBy(() -> ListText.entry("a", "{\"name\":\"b\",\"url\":\"http://h/1\"}"))
                .hasMessageContaining("not the one of the key");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " a", "a ", "a\u0007", "\u0085"})
    void a_name_that_could_not_be_read_in_a_log_is_refused(String name) {
        assertThatThrownBy(() -> new StreamSpec(name, URI.create("http://h/1"), null, Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the name");
    }

    @Test
    void a_stream_shows_no_secret() {
        var spec =
                new StreamSpec("a", URI.create("http://u:s3cret@h/1?token=s3cret"), "t", Map.of("X-Api-Key", "s3cret"));

        assertThat(spec).hasToString("a (http://h/1?…, topic t, headers [X-Api-Key])");
        assertThat(List.of(spec).toString()).doesNotContain("s3cret");
    }
}
