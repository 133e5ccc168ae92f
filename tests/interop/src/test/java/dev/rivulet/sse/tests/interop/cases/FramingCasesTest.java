package dev.rivulet.sse.tests.interop.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.SessionState;
import dev.rivulet.sse.http.Phase;
import dev.rivulet.sse.testkit.Gate;
import dev.rivulet.sse.testkit.Response;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What went wrong in other clients with responses whose framing is unusual or wrong. */
@OnEachTransport
class FramingCasesTest {
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n";
    private static final Response DONE = Response.status(204);

    private final String transport;

    FramingCasesTest(String transport) {
        this.transport = transport;
    }

    private static String chunk(String size, String data) {
        return size + "\r\n" + data + "\r\n";
    }

    /** An event in two chunks, and the last chunk. */
    private static Response inChunks(String framing) {
        return Response.raw(OK + framing + "\r\n" + chunk("8", "data: on") + chunk("3", "e\n\n") + chunk("0", ""))
                .keepAlive();
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "  ", "\t"})
    void sizes_padded_with_blanks_are_read_or_named(String blanks) throws Exception { // d020
        Response padded = Response.raw(OK + "Transfer-Encoding: chunked\r\n\r\n"
                        + chunk("9" + blanks, "data: a\n\n")
                        + chunk("9" + blanks, "data: b\n\n")
                        + chunk("0" + blanks, ""))
                .keepAlive();
        try (var live = Live.on(transport, padded, DONE)) {
            Follower follower = live.follow(live.get());
            follower.awaitClosed();
            if (follower.data.isEmpty()) {
                assertThat(follower.losses().get(0).toString()).containsIgnoringCase("chunk");
            } else {
                assertThat(follower.data).containsExactly("a", "b");
                assertThat(follower.losses()).hasOnlyElementsOfType(Failure.StreamEnded.class);
            }
        }
    }

    @Test
    void a_blank_within_a_size_is_never_read_over() throws Exception { // d021
        var seen = new Gate();
        String twentySix = "xxxxxxxxxxxx: filler\nid: 2\ndata: b\n\n\n\n";
        Response ambiguous = Response.raw(
                        OK + "Transfer-Encoding: chunked\r\n\r\n" + chunk("10", "id: 1\ndata: a\n\n\n"))
                .await(seen)
                .send(chunk("2 6", twentySix))
                .hang();
        assertThat(twentySix).hasSize(0x26);
        try (var live = Live.on(transport, ambiguous, Response.stream().chunk("id: 2\ndata: c\n\n"), DONE)) {
            Follower follower = live.follow(live.get());
            follower.awaitData("a");
            seen.open();
            follower.awaitClosed();
            assertThat(follower.data).containsExactly("a", "c");
            assertThat(follower.losses().get(0)).isNotInstanceOf(Failure.StreamEnded.class);
            assertThat(live.server.awaitRequest(2).lastEventId()).isEqualTo("1");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n", // d022
                "Transfer-Encoding: chunked, chunked\r\n",
                "Content-Length: 12\r\nTransfer-Encoding: chunked\r\n", // d023
                "Transfer-Encoding: chunked\r\nContent-Length: 100000\r\n"
            })
    void framing_that_contradicts_itself_fails_at_the_head_and_nothing_of_it_is_parsed(String framing)
            throws Exception {
        try (var live = Live.on(transport, inChunks(framing), DONE)) {
            Follower follower = live.follow(live.get());
            follower.awaitClosed();
            assertThat(follower.data).isEmpty();
            assertThat(follower.awaitLoss(Failure.ProtocolError.class).phase()).isEqualTo(Phase.HEAD);
            assertThat(live.server.awaitRequest(2).connection())
                    .as("the first is not used again")
                    .isEqualTo(2);
        }
    }

    @Test
    void extensions_and_trailers_are_read_over() throws Exception { // d025
        Response extended = Response.raw(OK + "Transfer-Encoding: chunked\r\n\r\n"
                        + chunk("9;part=two", "data: a\n\n")
                        + chunk("9", "data: b\n\n")
                        + chunk("9;note=\"x;y\\\"z\"", "data: c\n\n")
                        + "0\r\nX-Sum: 1\r\nX-More: 2\r\n\r\n")
                .keepAlive();
        try (var live = Live.on(transport, extended, DONE)) {
            Follower follower = live.follow(live.get());
            follower.awaitClosed();
            assertThat(follower.data).containsExactly("a", "b", "c");
            assertThat(follower.losses()).hasOnlyElementsOfType(Failure.StreamEnded.class);
        }
    }

    @Test
    void bytes_beyond_ascii_in_an_unused_header_are_harmless() { // d029
        Response odd = Response.stream()
                .header("X-City", "\u00C3\u00BC\u00FF")
                .header("X-Empty", "")
                .chunk("data: a\n\n")
                .hang();
        try (var live = Live.on(transport, odd)) {
            live.follow(live.get()).awaitData("a");
        }
    }

    @Test
    void a_head_whose_lines_end_in_lf_alone_is_read_or_refused_and_never_waited_for() { // d030
        Response bare = Response.raw(OK.replace("\r", "") + "\ndata: a\n\n");
        try (var live = Live.on(transport, bare)) {
            Follower follower = live.follow(live.get());
            follower.awaitLosses(1);
            if (follower.data.isEmpty()) {
                assertThat(follower.losses().get(0).retryable()).isTrue();
            } else {
                assertThat(follower.data).containsExactly("a");
            }
        }
    }

    @Test
    void a_stream_that_is_cut_before_its_first_chunk_is_a_loss_and_comes_back() throws Exception { // d058
        Response headOnly = Response.stream();
        try (var live = Live.on(
                transport,
                headOnly.cut(),
                headOnly.pause(Duration.ofMillis(50)).cut(),
                headOnly.chunk("data: a\n\n"),
                DONE)) {
            Follower follower = live.follow(live.get());
            follower.awaitClosed();
            assertThat(follower.data).containsExactly("a");
            assertThat(follower.losses()).hasSize(3);
            assertThat(follower.losses().subList(0, 2)).hasOnlyElementsOfType(Failure.ConnectionFailed.class);
        }
    }

    @Test
    void a_body_of_another_length_than_http_2_announced_is_broken_and_reported_as_such() throws Exception { // d070
        Response longer =
                Response.stream().header("Content-Length", "12").chunk("id: 1\ndata: a\n\nid: 2\ndata: b\n\n");
        try (var live =
                Live.over(Wire.HTTP_2, transport, longer, Response.stream().chunk("id: 3\ndata: c\n\n"), DONE)) {
            Follower follower = live.follow(live.get());
            follower.awaitClosed();
            assertThat(follower.data).containsExactly("c");
            Failure.ProtocolError loss = follower.awaitLoss(Failure.ProtocolError.class);
            assertThat(loss.phase()).isEqualTo(Phase.BODY);
            assertThat(loss.message()).containsIgnoringCase("content-length");
            assertThat(live.server.awaitRequest(2).connection())
                    .as("the stream is at fault, not the connection")
                    .isEqualTo(1);
        }
    }

    @Test
    void the_head_and_the_end_in_one_frame_are_an_empty_stream() throws Exception { // d071
        Response empty = Response.status(200).header("Content-Type", "text/event-stream");
        try (var live = Live.over(Wire.HTTP_2, transport, empty, empty, empty, DONE)) {
            Follower follower = live.follow(live.get());
            assertThat(follower.awaitClosed().reason()).isEqualTo(SessionState.Closed.Reason.NO_CONTENT);
            assertThat(follower.losses()).hasSize(3).hasOnlyElementsOfType(Failure.StreamEnded.class);
        }
    }

    @Test
    void a_stream_that_is_given_up_without_an_error_is_a_loss_and_comes_back_with_its_id() throws Exception { // d074
        List<Gate> seen = List.of(new Gate(), new Gate());
        Response first = Response.stream().chunk("id: 1\ndata: a\n\n").await(seen.get(0));
        Response second = Response.stream().chunk("id: 2\ndata: b\n\n").await(seen.get(1));
        try (var live = Live.over(
                Wire.HTTP_2,
                transport,
                first.resetStream(Http2Peer.NO_ERROR),
                second.resetStream(Http2Peer.NO_ERROR),
                DONE)) {
            Follower follower = live.follow(live.get());
            follower.awaitData("a");
            seen.get(0).open();
            follower.awaitData("a", "b");
            seen.get(1).open();
            follower.awaitClosed();
            assertThat(follower.losses()).hasSize(2).hasOnlyElementsOfType(Failure.ConnectionFailed.class);
            assertThat(List.of(
                            live.server.awaitRequest(2).lastEventId(),
                            live.server.awaitRequest(3).lastEventId()))
                    .containsExactly("1", "2");
        }
    }
}
