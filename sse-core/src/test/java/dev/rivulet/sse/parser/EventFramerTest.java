package dev.rivulet.sse.parser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.SseException;
import dev.rivulet.sse.policy.Limits;
import dev.rivulet.sse.property.Property;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EventFramerTest {
    private final StrictPool pool = StrictPool.roomy();
    private final List<String> frames = new ArrayList<>();
    private final EventFramer framer = new EventFramer(this::add, Limits.defaults(), pool);

    private void add(byte[] array, int offset, int length) {
        frames.add(new String(array, offset, length, StandardCharsets.UTF_8));
    }

    @AfterEach
    void nothingIsHeldAfterClose() {
        framer.close();
        assertThat(framer.heldBytes()).isZero();
        pool.assertSettled();
    }

    @Test
    void whole_blocks_are_cut_at_their_blank_lines() {
        feed("data: a\nid: 1\n\n: ping\r\n\r\nevent: e\rdata: b\r\runknown\n\n");
        assertThat(frames)
                .containsExactly("data: a\nid: 1\n\n", ": ping\r\n\r\n", "event: e\rdata: b\r\r", "unknown\n\n");
    }

    @Test
    void runs_of_blank_lines_are_no_frames() {
        feed("\n\r\n\r\rdata: a\n\n\n\r\n\r\r\r\ndata: b\n\n\n");
        assertThat(frames).containsExactly("data: a\n\n", "data: b\n\n");
    }

    @Test
    void a_leading_byte_order_mark_is_dropped_wherever_it_is_cut() {
        byte[] stream = Streams.text("\uFEFFdata: a\n\n");
        for (int first = 0; first <= stream.length; first++) {
            for (int second = first; second <= stream.length; second++) {
                assertThat(FramerAgreement.frames(stream, new int[] {first, second}, Limits.defaults()))
                        .containsExactly("data: a\n\n");
            }
        }
    }

    @Test
    void the_beginning_of_a_byte_order_mark_is_not_dropped() {
        for (int length = 1; length < 3; length++) {
            byte[] stream = Streams.concat(
                    java.util.Arrays.copyOf(Streams.text("\uFEFF"), length), Streams.text("data: a\n\ndata: b\n\n"));
            String start = new String(stream, 0, length, StandardCharsets.ISO_8859_1);
            for (int cut = 0; cut < 5; cut++) {
                assertThat(FramerAgreement.frames(stream, new int[] {cut}, Limits.defaults()))
                        .containsExactly(start + "data: a\n\n", "data: b\n\n");
            }
        }
    }

    @Test
    void a_line_of_only_the_beginning_of_a_byte_order_mark_is_no_blank_line() {
        byte[] stream = Streams.concat(Streams.bytes(0xEF, 0xBB), Streams.text("\ndata: a\n\n"));
        for (int cut = 0; cut < 5; cut++) {
            assertThat(FramerAgreement.frames(stream, new int[] {cut}, Limits.defaults()))
                    .containsExactly("\u00EF\u00BB\ndata: a\n\n");
        }
    }

    @Test
    void a_mark_at_the_front_of_a_later_block_does_not_turn_its_line_into_a_field() {
        // "\uFEFFdata" is an unknown field there. At the front of a frame it would be read as "data".
        for (String end : List.of("\n", "\r", "\r\n")) {
            frames.clear();
            framer.end();
            feed(String.join(
                    end,
                    "\uFEFF\uFEFFdata: 0",
                    "data: 1",
                    "",
                    "\uFEFFdata: 2",
                    "\uFEFFdata: 3",
                    "data: 4",
                    "",
                    "\uFEFFalone",
                    "",
                    "data: \uFEFF5",
                    "",
                    ""));
            assertThat(frames)
                    .containsExactly("data: 1" + end + end, "data: 4" + end + end, "data: \uFEFF5" + end + end);
        }
    }

    @Test
    void a_blank_line_that_is_a_lone_cr_ends_its_block_at_once_and_the_lf_after_it_is_dropped() {
        feed("data: a\r\r");
        assertThat(frames).containsExactly("data: a\r\r");
        feed("\ndata: b\r\n\r");
        assertThat(frames).containsExactly("data: a\r\r", "data: b\r\n\r");
        feed("\n");
        feed("\n");
        feed("data: c\n\n");
        assertThat(frames).containsExactly("data: a\r\r", "data: b\r\n\r", "data: c\n\n");
    }

    @Test
    void a_cr_lf_that_is_cut_within_a_block_is_no_blank_line() {
        feed("data: a\r");
        feed("\ndata: b\r");
        feed("\n\r");
        assertThat(frames).containsExactly("data: a\r\ndata: b\r\n\r");
    }

    @Test
    void a_frame_that_lies_whole_in_the_fed_array_is_handed_over_from_there() {
        byte[] fed = Streams.text("tail of one\n\ndata: a\n\ndata: b\n\nhead of ano");
        var offsets = new ArrayList<Integer>();
        try (var direct = new EventFramer(
                (array, offset, length) -> offsets.add(array == fed ? offset : -1), Limits.defaults(), pool)) {
            direct.feed(Streams.text("data: the "), 0, 10);
            direct.feed(fed, 0, fed.length);
            assertThat(offsets).containsExactly(-1, 13, 22);
            assertThat(direct.heldBytes()).isEqualTo("head of ano".length());
        }
    }

    @Test
    void an_idle_framer_holds_nothing() {
        feed("data: a");
        assertThat(framer.heldBytes()).isEqualTo(7);
        assertThat(pool.outstanding()).isEqualTo(1);
        feed("\n\n");
        assertThat(framer.heldBytes()).isZero();
        assertThat(pool.outstanding()).isZero();
        feed("\n\r\n");
        feed("");
        assertThat(pool.outstanding()).isZero();
    }

    @Test
    void the_end_drops_what_is_unfinished() {
        for (String unfinished : List.of("data: x", "data: x\n", "data: x\r", "\uFEFF", "data: a\n\n\r")) {
            feed(unfinished);
            framer.end();
            assertThat(framer.heldBytes()).isZero();
            assertThat(pool.outstanding()).isZero();
            frames.clear();
            feed("\uFEFFdata: next\n\n");
            assertThat(frames).as(unfinished).containsExactly("data: next\n\n");
            framer.end();
        }
    }

    @Test
    void a_block_over_the_limit_fails_and_says_so_until_the_next_stream() {
        try (var limited = new EventFramer(this::add, Limits.defaults().eventBytes(10), pool)) {
            byte[] stream = Streams.text("data: abc\n\ndata: abcd\n\ndata: e\n\n");
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(() -> limited.feed(stream, 0, stream.length))
                        .isInstanceOfSatisfying(
                                SseException.class,
                                e -> assertThat(e.failure())
                                        .isEqualTo(new Failure.LimitExceeded("Limits.eventBytes", 10)));
                assertThat(limited.heldBytes()).isZero();
            }
            assertThat(frames).containsExactly("data: abc\n\n");
            limited.end();
            limited.feed(stream, 0, 11);
            assertThat(frames).containsExactly("data: abc\n\n", "data: abc\n\n");
        }
    }

    @Test
    void a_block_over_the_limit_is_skipped_where_asked_and_not_held() {
        var limits = Limits.defaults().eventBytes(10).oversizedEvent(Limits.OversizedEvent.SKIP);
        byte[] stream =
                Streams.text("data: a\n\n" + "data: long\n".repeat(1000) + "\ndata: b\n\n" + "x".repeat(99) + "\n\n");
        for (int size : new int[] {1, 3, 100, 100_000}) {
            assertThat(FramerAgreement.frames(stream, Chunks.offsets(stream.length, size), limits))
                    .containsExactly("data: a\n\n", "(skipped)", "data: b\n\n", "(skipped)");
        }
        try (var limited = new EventFramer(this::add, limits, pool)) {
            for (int i = 0; i < 1000; i++) {
                limited.feed(Streams.text("endless line "), 0, 13);
                assertThat(limited.heldBytes()).isLessThanOrEqualTo(13);
            }
        }
    }

    @Test
    void a_sink_that_throws_leaves_nothing_behind_and_is_not_forgotten() {
        try (var failing = new EventFramer(
                (array, offset, length) -> {
                    throw new Recorder.Interruption();
                },
                Limits.defaults(),
                pool)) {
            failing.feed(Streams.text("data: x"), 0, 7);
            assertThatThrownBy(() -> failing.feed(Streams.text("\n\ndata: y"), 0, 9))
                    .isInstanceOf(Recorder.Interruption.class);
            assertThat(pool.outstanding()).isZero();
            assertThatThrownBy(() -> failing.feed(Streams.text("\n\n"), 0, 2))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("end()");
            failing.end();
            failing.feed(Streams.text("\n\n"), 0, 2);
        }
    }

    @Test
    @Timeout(value = 600, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void a_stream_that_drips_byte_by_byte_costs_linear_work() {
        var tight = StrictPool.tight();
        for (byte[] stream : List.of(
                Streams.text("data: " + "x".repeat(2_000_000) + "\n\n"),
                Streams.text("data: tick\r\n\r\n".repeat(50_000)),
                Streams.text("data\n".repeat(100_000) + "\n"))) {
            var length = new long[1];
            try (var dripping =
                    new EventFramer((array, offset, count) -> length[0] += count, Limits.defaults(), tight)) {
                for (int i = 0; i < stream.length; i++) {
                    dripping.feed(stream, i, i + 1);
                }
            }
            assertThat(length[0]).isGreaterThan(stream.length * 9L / 10);
        }
        assertThat(tight.acquiredBytes()).isLessThan(8L * 3_200_000);
        tight.assertSettled();
    }

    static List<Vector> vectors() {
        return Vector.all();
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void the_frames_of_a_vector_parse_to_its_events(Vector vector) {
        FramerAgreement.check(vector.stream(), new int[0]);
        FramerAgreement.check(vector.stream(), Chunks.offsets(vector.stream().length, 1));
        if (vector.stream().length <= 200) {
            for (int place = 0; place < vector.stream().length; place++) {
                FramerAgreement.check(vector.stream(), new int[] {place});
            }
        }
    }

    @Test
    void the_frames_of_any_stream_parse_to_its_events() {
        Property.check(500, in -> {
            byte[] stream = in.note("stream", Streams.any(in));
            int size = in.note("size", in.between(1, 60));
            FramerAgreement.check(stream, Chunks.offsets(stream.length, size, 0, 3));
        });
    }

    @Test
    void the_frames_do_not_depend_on_the_cuts_under_a_limit() {
        Property.check(500, in -> {
            byte[] stream = in.note("stream", Streams.any(in));
            int size = in.note("size", in.between(1, 60));
            int limit = in.note("limit", in.between(1, 80));
            boolean skips = in.note("skips", in.oneIn(2));
            FramerAgreement.checkLimited(stream, Chunks.offsets(stream.length, size, 1), limit, skips);
        });
    }

    private void feed(String text) {
        byte[] bytes = Streams.text(text);
        framer.feed(bytes, 0, bytes.length);
    }
}
