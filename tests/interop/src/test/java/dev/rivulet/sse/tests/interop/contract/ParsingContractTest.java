package dev.rivulet.sse.tests.interop.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.testkit.Gate;
import dev.rivulet.sse.testkit.Response;
import dev.rivulet.sse.testkit.ScriptedServer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the suite's "basic parsing", "BOM handling" and "comments" check. */
class ParsingContractTest {
    private static final String MARK = "\ufeff";

    @RegisterExtension
    final Harness harness = new Harness();

    @AutoClose
    private final ScriptedServer server = ScriptedServer.start();

    ParsingContractTest() throws Exception {}

    @Test
    void a_message_has_the_default_type_and_no_id() throws Exception {
        stream("data: Hello\n\n").expectEvent("message", "Hello", "");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "event: greeting\nid: abc\ndata: Hello\n\n",
                "data: Hello\nid: abc\nevent: greeting\n\n",
                "event:greeting\nid:abc\ndata:Hello\n\n",
                "event: greeting\ncolor: blue\nid: abc\ndata: Hello\n\n"
            })
    void type_and_id_are_reported_in_any_order_and_spacing_beside_unknown_fields(String text) throws Exception {
        listening("greeting", text).expectEvent("greeting", "Hello", "abc");
    }

    @Test
    void only_one_leading_space_is_dropped() throws Exception {
        listening(" greeting", "event:  greeting\ndata:  Hello\n\n").expectEvent(" greeting", " Hello", "");
    }

    @Test
    void lines_of_data_are_joined_and_fields_without_a_colon_are_empty() throws Exception {
        HarnessStream stream = stream("data: Hello\ndata:World\n\n", "data\n\n", "data\ndata\n\n", "data:\n\n");

        stream.expectEvent("Hello\nWorld");
        stream.expectEvent("");
        stream.expectEvent("\n");
        stream.expectEvent("");
    }

    @Test
    void an_id_stands_until_it_is_overridden_also_by_an_empty_one() throws Exception {
        HarnessStream stream =
                stream("id: abc\ndata: first\n\n", "data: second\n\n", "id: \ndata: third\n\n", "data: fourth\n\n");

        stream.expectEvent("message", "first", "abc");
        stream.expectEvent("message", "second", "abc");
        stream.expectEvent("message", "third", "");
        stream.expectEvent("message", "fourth", "");
    }

    @Test
    void an_id_with_a_null_is_ignored() throws Exception {
        stream("id: a\0bc\ndata: Hello\n\n").expectEvent("message", "Hello", "");
    }

    @Test
    void chunks_end_anywhere() throws Exception {
        HarnessStream stream = stream("data: test", "test\n\ndata:", "test\n\n");

        stream.expectEvent("testtest");
        stream.expectEvent("test");
    }

    @Test
    void characters_of_many_bytes_come_in_pieces_of_one() throws Exception {
        server.respond(inPieces("data: €豆腐😀\n\n", 1));
        harness.open(server.uri("/")).expectEvent("€豆腐😀");
    }

    @Test
    void a_stream_may_be_split_at_every_place() throws Exception {
        byte[] text =
                (MARK + ":c\r\nid: 1\r\nevent: é\r\ndata: €\r\n\r\ndata: 2\r\n\r\n").getBytes(StandardCharsets.UTF_8);
        for (int at = 0; at <= text.length; at++) {
            var heard = new Gate();
            server.respond(Response.stream()
                    .await(heard)
                    .chunk(Arrays.copyOf(text, at))
                    .chunk(Arrays.copyOfRange(text, at, text.length))
                    .hang());
            HarnessStream stream = harness.open(server.uri("/" + at));
            stream.listen("é");
            heard.open();

            stream.expectComment("c");
            stream.expectEvent("é", "€", "1");
            stream.expectEvent("message", "2", "1");
            stream.close();
        }
    }

    @Test
    void many_messages_keep_their_order() throws Exception {
        var text = new StringBuilder();
        for (int i = 0; i < 100; i++) {
            text.append("data: message ").append(i).append("\n\n");
        }
        HarnessStream stream = stream(text.toString());

        for (int i = 0; i < 100; i++) {
            stream.expectEvent("message " + i);
        }
    }

    @Test
    void a_line_of_14_megabytes_in_two_chunks_is_one_message() throws Exception {
        String half = "0123456789abcdefghijklmnopqrstuvwxyz+/".repeat(7_000_000 / 38);
        HarnessStream stream = stream("data: " + half, half + "\n\n");

        // Not the usual comparison, which would print it.
        assertThat(stream.nextData().equals(half + half)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 100})
    void a_byte_order_mark_is_dropped_at_the_start_only_however_it_is_split(int pieces) throws Exception {
        server.respond(inPieces(MARK + "data: " + MARK + "First\n\ndata: " + MARK + "Second\n\n", pieces));
        HarnessStream stream = harness.open(server.uri("/"));

        stream.expectEvent(MARK + "First");
        stream.expectEvent(MARK + "Second");
    }

    @Test
    void a_comment_after_a_byte_order_mark_is_a_comment() throws Exception {
        HarnessStream stream = stream(MARK + ":comment\ndata: Hello\n\n");

        stream.expectComment("comment");
        stream.expectEvent("Hello");
    }

    @Test
    void comments_are_reported_when_their_line_ends_before_after_and_without_an_event() throws Exception {
        HarnessStream stream = stream(":Hello\n", ":World\n", "data: Hello\n\n", ":again\n");

        stream.expectComment("Hello");
        stream.expectComment("World");
        stream.expectEvent("Hello");
        stream.expectComment("again");
    }

    @Test
    void an_event_type_without_a_listener_is_not_reported() throws Exception {
        HarnessStream stream =
                listening("greeting", "event: other\ndata: unheard\n\nevent: greeting\ndata: Hello\n\ndata: World\n\n");

        stream.expectEvent("greeting", "Hello", "");
        stream.expectEvent("World");
    }

    /** A stream that begins when the harness listens to this type. */
    private HarnessStream listening(String type, String text) throws Exception {
        var heard = new Gate();
        server.respond(Response.stream().await(heard).chunk(text).hang());
        HarnessStream stream = harness.open(server.uri("/"));
        stream.listen(type);
        heard.open();
        return stream;
    }

    private HarnessStream stream(String... chunks) throws Exception {
        Response response = Response.stream();
        for (String chunk : chunks) {
            response = response.chunk(chunk);
        }
        server.respond(response.hang());
        return harness.open(server.uri("/"));
    }

    /** Each a chunk. */
    static Response inPieces(String text, int length) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        Response response = Response.stream();
        for (int at = 0; at < bytes.length; at += length) {
            response = response.chunk(Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + length)));
        }
        return response.hang();
    }
}
