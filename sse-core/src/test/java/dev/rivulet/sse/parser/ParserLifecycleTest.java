package dev.rivulet.sse.parser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.SseException;
import dev.rivulet.sse.policy.Limits;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Pause and resume, sinks that throw, the end of a stream, and what the parser can be asked. */
class ParserLifecycleTest {
    private final StrictPool pool = StrictPool.tight();
    private final Recorder sink = new Recorder();
    private final EventStreamParser parser = new EventStreamParser(sink, Limits.defaults(), pool);

    ParserLifecycleTest() {
        sink.lastEventId = parser::lastEventId;
    }

    @AfterEach
    void nothingIsHeldAfterClose() {
        parser.close();
        assertThat(parser.heldBytes()).isZero();
        pool.assertSettled();
    }

    @Test
    void a_pause_stops_after_its_event_and_resume_continues() {
        sink.pausesAt = n -> n < 2;
        assertThat(feed("data: a\n\ndata: b\n\ndata: c\n\ndata: d\n")).isFalse();
        assertThat(sink.seen).containsExactly(event("a"));
        assertThat(parser.heldBytes()).isEqualTo("data: b\n\ndata: c\n\ndata: d\n".length());
        assertThat(parser.resume()).isFalse();
        assertThat(sink.seen).containsExactly(event("a"), event("b"));
        assertThat(parser.resume()).isTrue();
        assertThat(sink.seen).containsExactly(event("a"), event("b"), event("c"));
        assertThat(feed("\n")).isTrue();
        assertThat(sink.seen).containsExactly(event("a"), event("b"), event("c"), event("d"));
        assertThat(parser.heldBytes()).isZero();
    }

    @Test
    void a_paused_parser_takes_no_bytes_and_says_so() {
        sink.pausesAt = n -> n == 0;
        feed("data: a\n\n");
        assertThatThrownBy(() -> feed("data: b\n\n"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("resume()");
        byte[] owned = pool.acquire(10);
        assertThatThrownBy(() -> parser.adopt(owned, 0, 10)).isInstanceOf(IllegalStateException.class);
        pool.release(owned); // it was not taken
        assertThat(parser.resume()).isTrue();
        feed("data: b\n\n");
        assertThat(sink.seen).containsExactly(event("a"), event("b"));
    }

    @Test
    void resume_without_a_pause_does_nothing() {
        assertThat(parser.resume()).isTrue();
        feed("data: a");
        assertThat(parser.resume()).isTrue();
        assertThat(parser.resume()).isTrue();
        feed("bc\n\n");
        assertThat(sink.seen).containsExactly(event("abc"));
    }

    @Test
    void a_pause_in_a_feed_of_many_events_loses_nothing() {
        String text = "data: some event\n\n".repeat(20_000); // several slices
        sink.pausesAt = n -> n % 1000 == 999;
        boolean goesOn = feed(text);
        int pauses = 0;
        while (!goesOn) {
            pauses++;
            goesOn = parser.resume();
        }
        assertThat(sink.seen).hasSize(20_000);
        assertThat(pauses).isEqualTo(20);
    }

    @Test
    void a_sink_that_throws_in_a_feed_of_many_events_loses_nothing() {
        String text = "data: some event\n\n".repeat(20_000);
        sink.throwsAt = n -> n % 1000 == 999;
        int thrown = 0;
        boolean done = false;
        try {
            done = feed(text);
        } catch (Recorder.Interruption e) {
            thrown++;
        }
        while (!done) {
            try {
                done = parser.resume();
            } catch (Recorder.Interruption e) {
                thrown++;
            }
        }
        assertThat(thrown).isEqualTo(20);
        assertThat(sink.seen).hasSize(20_000);
    }

    @Test
    void a_pause_in_the_middle_of_a_cr_lf_loses_nothing() {
        sink.pausesAt = n -> true;
        assertThat(feed("data: a\r\n\r")).isFalse();
        assertThat(parser.resume()).isTrue();
        assertThat(feed("\ndata: b\r\n\r\n")).isFalse();
        assertThat(parser.resume()).isTrue();
        assertThat(sink.seen).containsExactly(event("a"), event("b"));
    }

    @Test
    void the_event_that_the_sink_threw_for_counts_as_dispatched() {
        sink.throwsAt = n -> n == 0;
        assertThatThrownBy(() -> feed("id: 1\ndata: a\n\ndata: b\n\n")).isInstanceOf(Recorder.Interruption.class);
        assertThat(parser.lastEventId()).isEqualTo("1");
        assertThat(parser.resume()).isTrue();
        assertThat(sink.seen)
                .containsExactly(new Seen.Event("message", "a", "1", true), new Seen.Event("message", "b", "1", false));
    }

    @Test
    void a_comment_or_retry_that_the_sink_threw_for_is_not_reported_again() {
        sink.throwsInOtherCallbacksToo = true;
        sink.throwsAt = n -> n < 3;
        byte[] stream = Streams.text("data: a\n: c\ndata: b\nretry: 5\ndata: c\nid: 1\n\nid: 2\n\ndata: d\n\n");
        assertThatThrownBy(() -> parser.feed(stream, 0, stream.length)).isInstanceOf(Recorder.Interruption.class);
        assertThatThrownBy(parser::resume).isInstanceOf(Recorder.Interruption.class);
        assertThatThrownBy(parser::resume).isInstanceOf(Recorder.Interruption.class);
        assertThat(parser.resume()).isTrue();
        assertThat(sink.seen)
                .containsExactly(
                        new Seen.Comment("c"),
                        new Seen.Retry(5),
                        new Seen.Event("message", "a\nb\nc", "1", true),
                        new Seen.Checkpoint("2"),
                        new Seen.Event("message", "d", "2", false));
    }

    @Test
    void the_end_drops_what_is_unfinished_and_keeps_the_last_event_id() {
        feed("id: 1\ndata: a\n\nid: 2\nevent: e\ndata: unfini");
        parser.end();
        assertThat(parser.heldBytes()).isZero();
        assertThat(parser.lastEventId()).isEqualTo("1");
        feed("data: b\n\n");
        assertThat(sink.seen)
                .containsExactly(new Seen.Event("message", "a", "1", true), new Seen.Event("message", "b", "1", false));
    }

    @Test
    void nothing_of_a_stream_reaches_into_the_next() {
        for (String cut : List.of(
                "data: a",
                "data: a\n",
                "data: a\r",
                ":c",
                "foo",
                "an unknown field that is discarded",
                "event: e\n",
                "id: 9\n",
                "\u00E9",
                "\r",
                "retry: 1",
                "d",
                "data: a\nevent: e\ndata: b\n",
                "\uFEFF",
                ": c\r",
                "unknown: f\r")) {
            for (String next : List.of("data: x\n\n", "\ndata: x\n\n", "\uFEFFdata: x\n\n")) {
                feed(cut);
                parser.end();
                sink.seen.clear();
                feed(next);
                assertThat(sink.seen).as("after %s", cut).containsExactly(event("x"));
                parser.end();
            }
        }
        // Half a byte order mark, too.
        byte[] half = Streams.bytes(0xEF, 0xBB);
        parser.feed(half, 0, 2);
        parser.end();
        sink.seen.clear();
        feed("data: x\n\n");
        assertThat(sink.seen).containsExactly(event("x"));
    }

    @Test
    void the_end_of_a_paused_stream_drops_what_was_not_dispatched() {
        sink.pausesAt = n -> n == 0;
        feed("data: a\n\ndata: b\n\n");
        parser.end();
        assertThat(parser.heldBytes()).isZero();
        feed("data: c\n\n");
        assertThat(sink.seen).containsExactly(event("a"), event("c"));
    }

    @Test
    void a_new_stream_starts_with_the_last_event_id_that_it_is_given() {
        parser.lastEventId("saved \u65E5");
        assertThat(parser.lastEventId()).isEqualTo("saved \u65E5");
        feed("data: a\n\nid: 1\ndata: b\n\n");
        parser.lastEventId("");
        feed("data: c\n\n");
        assertThat(sink.seen)
                .containsExactly(
                        new Seen.Event("message", "a", "saved \u65E5", false),
                        new Seen.Event("message", "b", "1", true),
                        event("c"));
    }

    @Test
    void an_unfinished_event_is_delivered_where_asked_and_its_id_is_not_taken_over() {
        for (String unfinished : List.of("data: last", "data: last\n", "data: last\r", "data: last\r\n", "data:last")) {
            sink.seen.clear();
            parser.lastEventId("");
            feed("id: 1\ndata: a\n\nid: 2\nevent: e\n" + unfinished);
            parser.endDeliveringUnfinished();
            assertThat(sink.seen)
                    .containsExactly(
                            new Seen.Event("message", "a", "1", true), new Seen.Event("e", "last", "1", false));
            assertThat(parser.lastEventId()).isEqualTo("1");
            assertThat(parser.heldBytes()).isZero();
        }
    }

    @Test
    void where_nothing_is_unfinished_nothing_is_delivered() {
        for (String end :
                List.of("", ":c", "id: 2\n", "id: 2", "event: e\n", "foo", "\r", "\uFEFF", "dat", "data: x\n\n")) {
            sink.seen.clear();
            feed(end);
            int before = sink.events().size();
            parser.endDeliveringUnfinished();
            assertThat(sink.events()).as(end).hasSize(before);
            assertThat(parser.lastEventId()).isEmpty();
        }
    }

    @Test
    void a_sink_that_throws_for_the_unfinished_event_leaves_nothing_behind() {
        sink.throwsAt = n -> true;
        feed("data: a");
        assertThatThrownBy(parser::endDeliveringUnfinished).isInstanceOf(Recorder.Interruption.class);
        assertThat(parser.heldBytes()).isZero();
        assertThat(pool.outstanding()).isZero();
        sink.throwsAt = n -> false;
        feed("data: b\n\n");
        assertThat(sink.seen).containsExactly(event("a"), event("b"));
    }

    @Test
    void an_unfinished_event_that_a_slow_sink_has_not_reached_is_not_delivered() {
        sink.pausesAt = n -> true;
        feed("data: a\n\ndata: b");
        parser.endDeliveringUnfinished();
        assertThat(sink.seen).containsExactly(event("a"));
    }

    @Test
    void a_parser_that_gave_up_says_so_until_the_next_stream() {
        var limited = new EventStreamParser(sink, Limits.defaults().eventBytes(10), pool);
        byte[] stream = Streams.text("data: fits\n\ndata: does not fit\n\ndata: more\n\n");
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> limited.feed(stream, 0, stream.length))
                    .isInstanceOfSatisfying(
                            SseException.class,
                            e -> assertThat(e.failure()).isEqualTo(new Failure.LimitExceeded("Limits.eventBytes", 10)))
                    .hasMessageContaining("Limits.eventBytes = 10")
                    .hasMessageContaining("Limits.oversizedEvent(SKIP)");
        }
        assertThat(sink.seen).containsExactly(event("fits"));
        limited.end();
        limited.feed(stream, 0, 12);
        assertThat(sink.seen).containsExactly(event("fits"), event("fits"));
        limited.close();
    }

    @Test
    void the_limit_is_exact() {
        for (String block : List.of(
                "data: 1234567890\n\n",
                "data:1234\ndata: 67890\n\n",
                "data\ndata: 34567890\ndata\n\n",
                "event: 1234567890\ndata: x\n\n",
                "id: 1234567890\ndata: x\n\n",
                "data: 12345678\u00E9\n\n",
                "data: 1234567890\r\n\r\n",
                "data: 1234567890\r\r",
                "retry: 1234567890\ndata: x\n\n")) {
            byte[] stream = Streams.text(block);
            for (int size : new int[] {1, 3, 1000}) {
                for (int headroom : new int[] {-1, 16}) {
                    var fits = Play.a().limits(failingAt(10)).adopting(headroom).inChunksOf(stream, size);
                    assertThat(fits.sink().events()).as(block).hasSize(1);
                    var tooLarge =
                            Play.a().limits(failingAt(9)).adopting(headroom).inChunksOf(stream, size);
                    if (!block.startsWith("retry")) { // a retry value that long is no time: ignored
                        assertThat(tooLarge.seen()).as(block).containsExactly(new Seen.TooLarge());
                    }
                }
            }
        }
    }

    @Test
    void what_is_not_held_counts_for_no_limit() {
        String endless = "x".repeat(100_000);
        byte[] stream = Streams.text(
                ": " + endless + "\n" + endless + "\nunknown: " + endless + "\ndata: ok\n: " + endless + "\n\n");
        for (int size : new int[] {100, 8192, 1_000_000}) {
            assertThat(Play.a()
                            .withoutComments()
                            .limits(failingAt(2))
                            .inChunksOf(stream, size)
                            .seen())
                    .containsExactly(event("ok"));
        }
    }

    @Test
    void a_skipped_events_id_and_retry_count_and_the_stream_continues() {
        byte[] stream = Streams.text("id: 1\ndata: " + "x".repeat(100) + "\nid: 2\nretry: 5\nevent: e\n\ndata: ok\n\n"
                + "event: " + "x".repeat(100) + "\n\n" + "data: y\nid: " + "x".repeat(100) + "\n\ndata: ok\n\n");
        var limits = failingAt(10).oversizedEvent(Limits.OversizedEvent.SKIP);
        for (int size : new int[] {1, 7, 50, 1000}) {
            var outcome = Play.a().limits(limits).inChunksOf(stream, size);
            assertThat(outcome.seen())
                    .containsExactly(
                            new Seen.Retry(5),
                            new Seen.Skipped("2"),
                            new Seen.Event("message", "ok", "2", false),
                            new Seen.Skipped("2"),
                            new Seen.Skipped("2"),
                            new Seen.Event("message", "ok", "2", false));
        }
    }

    @Test
    void a_sink_needs_nothing_but_its_event_method() {
        var seen = new int[1];
        try (var plain = new EventStreamParser(event -> {
            seen[0]++;
            return true;
        })) {
            byte[] stream = Streams.text(": c\nretry: 1\nid: 1\n\ndata: x\n\n");
            plain.feed(stream, 0, stream.length);
            assertThat(plain.lastEventId()).isEqualTo("1");
        }
        assertThat(seen[0]).isEqualTo(1);
    }

    @Test
    void comments_are_reported_when_their_own_line_ends() {
        feed("data: a\n: ping");
        assertThat(sink.seen).isEmpty();
        feed("\n");
        assertThat(sink.seen).containsExactly(new Seen.Comment("ping"));
        feed(":" + " ".repeat(3) + "\u65E5\r");
        assertThat(sink.seen).containsExactly(new Seen.Comment("ping"), new Seen.Comment("  \u65E5"));
    }

    @Test
    void bytes_outside_the_given_range_are_not_looked_at() {
        byte[] array = Streams.text("\n\n\n\ndata: x\n\n\n\n");
        parser.feed(array, 4, 11);
        assertThat(sink.seen).isEmpty();
        parser.feed(array, 11, 12);
        parser.feed(array, 12, 13);
        assertThat(sink.seen).containsExactly(event("x"));
    }

    private static Limits failingAt(int eventBytes) {
        return Limits.defaults().eventBytes(eventBytes);
    }

    private boolean feed(String text) {
        byte[] bytes = Streams.text(text);
        return parser.feed(bytes, 0, bytes.length);
    }

    private static Seen.Event event(String data) {
        return Seen.event("message", data, "");
    }
}
