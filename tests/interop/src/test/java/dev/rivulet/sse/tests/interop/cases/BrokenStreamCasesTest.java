package dev.rivulet.sse.tests.interop.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.SessionState;
import dev.rivulet.sse.http.Phase;
import dev.rivulet.sse.spi.Feature;
import dev.rivulet.sse.testkit.Gate;
import dev.rivulet.sse.testkit.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What went wrong in other clients when the server went away: taken for a good end, or not reported at all. */
@OnEachTransport
class BrokenStreamCasesTest {
    /** How a chunked body is not finished. */
    enum Cut {
        BETWEEN_CHUNKS,
        IN_A_CHUNK,
        IN_A_CHUNKS_SIZE,
        BY_RESET;

        Response after(Response response, Gate seen) {
            Response cut = response.await(seen);
            return switch (this) {
                case BETWEEN_CHUNKS -> cut.cut();
                case IN_A_CHUNK -> cut.send("20\r\nid: 3\ndata: half").cut();
                case IN_A_CHUNKS_SIZE -> cut.send("2").cut();
                case BY_RESET -> cut.reset();
            };
        }
    }

    private static final Response TWO =
            Response.stream().chunk("id: 1\ndata: a\n\n").chunk("id: 2\ndata: b\n\n");

    private final Gate seen = new Gate();
    private final String transport;

    BrokenStreamCasesTest(String transport) {
        this.transport = transport;
    }

    @ParameterizedTest
    @EnumSource(Cut.class)
    void a_body_that_is_cut_is_one_loss_and_one_reconnection_after_what_was_whole(Cut cut) {
        try (var live = Live.on(
                transport,
                cut.after(TWO, seen),
                Response.stream().chunk("id: 3\ndata: c\n\n").hang())) {
            Follower follower = live.follow(live.get());
            follower.awaitData("a", "b");
            seen.open();
            follower.awaitData("a", "b", "c");
            assertThat(follower.awaitLoss(Failure.ConnectionFailed.class).phase())
                    .isEqualTo(Phase.BODY);
            assertThat(follower.losses()).hasSize(1);
            assertThat(live.server.awaitRequests(2))
                    .hasSize(2)
                    .last()
                    .satisfies(request -> assertThat(request.lastEventId()).isEqualTo("2"));
        }
    }

    @ParameterizedTest
    @EnumSource(Cut.class)
    void an_answer_that_is_cut_is_no_success_even_where_no_marker_was_named(Cut cut) throws Exception {
        try (var live = Live.on(transport, cut.after(TWO, seen))) {
            Follower follower = live.follow(live.post());
            follower.awaitData("a", "b");
            seen.open();
            follower.awaitFailed(Failure.ConnectionFailed.class);
            assertThat(live.server.requests()).hasSize(1);
        }
    }

    @Test
    void a_clean_end_is_distinguished_from_all_of_these() throws Exception {
        try (var live = Live.on(transport, TWO, TWO)) {
            live.server.otherwise(Response.status(204));
            Follower follower = live.follow(live.get());
            assertThat(follower.awaitClosed().reason()).isEqualTo(SessionState.Closed.Reason.NO_CONTENT);
            assertThat(follower.losses()).hasSize(2).allMatch(Failure.StreamEnded.class::isInstance);
            assertThat(live.server.requests()).as("204 ended it for good").hasSize(3);
        }
    }

    @Test
    void an_id_beyond_ascii_is_neither_sent_as_question_marks_nor_kept_silent() {
        try (var live = Live.on(
                transport,
                Response.stream().chunk("id: \u4e2d\u6587\ndata: a\n\n"),
                Response.stream().chunk("data: b\n\n").hang())) {
            Follower follower = live.follow(live.get());
            follower.awaitData("a", "b");
            var second = live.server.awaitRequest(2);
            if (live.backend.transport().features().has(Feature.OBS_TEXT)) {
                assertThat(second.lastEventId()).isEqualTo("\u4e2d\u6587");
                assertThat(follower.warnings).isEmpty();
            } else { // it is left out
                assertThat(second.headers().first("Last-Event-ID")).isNull();
                assertThat(follower.warnings)
                        .containsExactly(
                                new Failure.UnsendableLastEventId("\u4e2d\u6587", "this transport sends ASCII only"));
            }
        }
    }

    @Test
    void a_body_that_ends_before_its_first_chunk_is_a_cut_stream_and_no_fault_of_the_client() throws Exception {
        try (var live = Live.on(
                transport,
                Response.stream().cut(),
                Response.stream().await(seen).cut(),
                Response.stream().chunk("data: a\n\n"))) {
            live.server.otherwise(Response.status(204));
            Follower follower = live.follow(live.get());
            live.server.awaitRequests(2);
            seen.open();
            assertThat(follower.awaitClosed().reason()).isEqualTo(SessionState.Closed.Reason.NO_CONTENT);
            assertThat(follower.data).containsExactly("a");
            assertThat(follower.losses().subList(0, 2)).allMatch(Failure.ConnectionFailed.class::isInstance);
        }
    }
}
