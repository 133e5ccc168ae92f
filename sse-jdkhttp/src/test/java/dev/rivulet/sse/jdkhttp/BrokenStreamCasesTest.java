package dev.rivulet.sse.jdkhttp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.SessionState;
import dev.rivulet.sse.spi.Phase;
import dev.rivulet.sse.testkit.Gate;
import dev.rivulet.sse.testkit.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What went wrong in other clients when the server went away: taken for a good end, or not told at all. */
@Timeout(20)
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

    @ParameterizedTest
    @EnumSource(Cut.class)
    void a_body_that_is_cut_is_one_loss_and_one_reconnection_behind_what_was_whole(Cut cut) {
        try (var live = new Live(
                cut.after(TWO, seen),
                Response.stream().chunk("id: 3\ndata: c\n\n").hang())) {
            live.subscribe(live.get());
            live.awaitData("a", "b");
            seen.open();
            live.awaitData("a", "b", "c");
            assertThat(live.awaitLoss(Failure.Disconnected.class).phase()).isEqualTo(Phase.BODY);
            assertThat(live.losses()).hasSize(1);
            assertThat(live.server.awaitRequests(2))
                    .hasSize(2)
                    .last()
                    .satisfies(request -> assertThat(request.lastEventId()).isEqualTo("2"));
        }
    }

    @ParameterizedTest
    @EnumSource(Cut.class)
    void an_answer_that_is_cut_is_no_success_even_where_no_marker_was_named(Cut cut) throws Exception {
        try (var live = new Live(cut.after(TWO, seen))) {
            live.subscribe(live.post());
            live.awaitData("a", "b");
            seen.open();
            SessionState.Closed closed = live.awaitClosed();
            assertThat(closed.failure()).isInstanceOf(Failure.Disconnected.class);
            assertThat(live.server.requests()).hasSize(1);
        }
    }

    @Test
    void a_clean_end_is_told_from_all_of_these() throws Exception {
        try (var live = new Live(TWO, TWO)) {
            live.server.otherwise(Response.status(204));
            live.subscribe(live.get());
            live.awaitClosed();
            assertThat(live.losses()).hasSize(2).allMatch(Failure.StreamEnded.class::isInstance);
        }
    }

    @Test
    void an_id_beyond_ascii_is_neither_sent_as_question_marks_nor_kept_silent() {
        // The JDK's client cannot send it (DESIGN 7); transports that can send its octets.
        try (var live = new Live(
                Response.stream().chunk("id: \u4e2d\u6587\ndata: a\n\n"),
                Response.stream().chunk("data: b\n\n").hang())) {
            live.subscribe(live.get());
            live.awaitData("a", "b");
            assertThat(live.server.awaitRequest(2).headers().first("Last-Event-ID"))
                    .isNull();
            assertThat(live.warnings).containsExactly(new Failure.UnsendableId("\u4e2d\u6587"));
        }
    }

    @Test
    void a_connection_that_the_server_closes_behind_its_answer_is_not_used_again() {
        Response closing = Response.stream().header("Connection", "close");
        try (var live = new Live(
                closing.chunk("id: 1\ndata: a\n\n").close(),
                Response.stream().chunk("id: 2\ndata: b\n\n").hang())) {
            live.subscribe(live.get());
            live.awaitData("a", "b");
            assertThat(live.server.awaitRequest(2).connection()).isEqualTo(2);
            assertThat(live.losses()).hasSize(1).allMatch(Failure.StreamEnded.class::isInstance);
        }
    }
}
