package dev.rivulet.sse.parser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.EventView;
import dev.rivulet.sse.policy.Limits;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an unfriendly or a slow server can make the parser hold, and how much work it can make of it. */
class ParserMemoryTest {
    private static final int A_FEW_HUNDRED = 600;

    @Test
    void an_idle_parser_holds_nothing() {
        var pool = StrictPool.roomy();
        var sink = new Recorder();
        try (var parser = new EventStreamParser(sink, Limits.defaults(), pool)) {
            for (String block : List.of(
                    "data: x\n\n",
                    "data: y\r\r",
                    ":c\n",
                    "id: 1\n",
                    "id: 2\n\n",
                    "retry: 1\n",
                    "foo\n",
                    ":",
                    "c",
                    "\n",
                    "unknown:",
                    "x",
                    "\n",
                    "\n\n\n",
                    "event: e\n",
                    "\n")) {
                byte[] bytes = Streams.text(block);
                sink.wantsComments = false;
                parser.feed(bytes, 0, bytes.length);
                if (block.endsWith("\n") || block.endsWith("\r")) {
                    assertThat(parser.heldBytes()).as("held after %s", block).isZero();
                    assertThat(pool.outstanding()).as("lent after %s", block).isZero();
                }
            }
        }
        pool.assertSettled();
    }

    @Test
    void an_adopted_chunk_of_no_bytes_is_given_back() {
        var pool = StrictPool.roomy();
        try (var parser = new EventStreamParser(event -> true, Limits.defaults(), pool)) {
            parser.adopt(pool.acquire(100), 50, 50);
            assertThat(parser.heldBytes()).isZero();
            assertThat(pool.outstanding()).isZero();
            byte[] stream = Streams.text("data: x\n\n");
            parser.feed(stream, 0, stream.length);
            parser.adopt(pool.acquire(100), 100, 100);
            assertThat(pool.outstanding()).isZero();
        }
        pool.assertSettled();
    }

    /** Each as the body of a block: nothing of it has to be held, with and without data before it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                ": a comment that is repeated\n",
                ":\n",
                ":\r",
                "unknown: field\r\n",
                "unknown field without a colon\n",
                "event: of this type\n",
                "event:\n",
                "id: 4711\n",
                "retry: 1\n",
                "dat\n",
                "data:x:\u0000\nfoo\n"
            })
    void endless_lines_that_give_nothing_are_not_held(String line) {
        boolean hasData = line.startsWith("data:x");
        for (String before : List.of("", "data: the data so far\n")) {
            for (int size : new int[] {1, 7, 100, 1000, 8192, 30_011}) {
                for (int headroom : new int[] {-1, 0, 300}) {
                    int rounds = size == 1 ? 4_000 : 12;
                    int most = holdsAtMost(before, repeated(line, rounds * size), size, headroom);
                    int data = hasData ? 4 * (rounds * size / line.length() + 1) : 0;
                    assertThat(most)
                            .as("%s in chunks of %s, headroom %s", before + line, size, headroom)
                            .isLessThanOrEqualTo(before.length() + data + A_FEW_HUNDRED);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {":", ": ", "unknown", "unknown: ", "dataa", "data ", "retry:1x", " data: "})
    void an_endless_line_that_gives_nothing_is_not_held(String beginning) {
        for (String before : List.of("", "data: the data so far\n")) {
            for (int size : new int[] {1, 7, 1000, 8192}) {
                for (int headroom : new int[] {-1, 0, 300}) {
                    String rest = "x".repeat(size == 1 ? 10_000 : 20 * size);
                    // A retry value is held up to the limit, as it may be of any number of digits.
                    var limits = Limits.defaults().eventBytes(beginning.startsWith("retry") ? 256 : 64 << 20);
                    int most = holdsAtMost(before + beginning, rest, size, headroom, limits);
                    assertThat(most).as("%s in chunks of %s", beginning, size).isLessThanOrEqualTo(A_FEW_HUNDRED);
                }
            }
        }
    }

    @Test
    void comments_that_arrive_in_pieces_after_data_are_not_held() {
        // Each chunk ends inside a comment, and begins with the end of the one before.
        for (int headroom : new int[] {-1, 0, 16 << 10}) {
            int most = holdsAtMost("data: x\n:", repeated("end of it\n: " + "c".repeat(8180), 400_000), 8192, headroom);
            assertThat(most).isLessThanOrEqualTo(A_FEW_HUNDRED);
        }
    }

    @Test
    void a_comment_that_is_wanted_is_held_up_to64_ki_b_and_then_dropped() {
        var sink = new Recorder();
        var pool = StrictPool.roomy();
        int longest = 64 << 10;
        try (var parser = new EventStreamParser(sink, Limits.defaults(), pool)) {
            for (int length : new int[] {longest - 1, longest, longest + 1, 10 * longest}) {
                sink.seen.clear();
                byte[] comment = Streams.text(": " + "c".repeat(length) + "\n");
                int most = 0;
                for (int at = 0; at < comment.length; at += 1000) {
                    parser.feed(comment, at, Math.min(comment.length, at + 1000));
                    most = Math.max(most, parser.heldBytes());
                }
                assertThat(sink.seen).hasSize(length <= longest ? 1 : 0);
                assertThat(most).isLessThanOrEqualTo(longest + 2);
                assertThat(parser.heldBytes()).isZero();
            }
        }
        pool.assertSettled();
    }

    @Test
    void a_comment_over_its_length_is_not_reported_however_it_arrives() {
        for (int length : new int[] {64 << 10, (64 << 10) + 1}) {
            byte[] comment = Streams.text(":" + "c".repeat(length) + "\n");
            for (int size : new int[] {1 << 20, 8192, 64 << 10}) {
                assertThat(Play.a().adopting(8).inChunksOf(comment, size).seen())
                        .hasSize(length > 64 << 10 ? 0 : 1);
                assertThat(Play.a().inChunksOf(comment, size).seen()).hasSize(length > 64 << 10 ? 0 : 1);
            }
        }
    }

    @Test
    void a_skipped_event_is_not_held() {
        var limits = Limits.defaults().eventBytes(1000).oversizedEvent(Limits.OversizedEvent.SKIP);
        for (int size : new int[] {1, 100, 8192}) {
            for (int headroom : new int[] {-1, 0, 2000}) {
                String one = "data: " + "x".repeat(50_000) + "\n";
                assertThat(holdsAtMost("", one, size, headroom, limits)).isLessThanOrEqualTo(1000 + 2 * 8192);
                String many = repeated("data: xxxxxxxxxxxxxxxxxxxxxxxxxx\n", 100_000);
                assertThat(holdsAtMost("", many, size, headroom, limits)).isLessThanOrEqualTo(1000 + 2 * 8192);
            }
        }
    }

    @Test
    void an_unfinished_event_is_held_in_a_bounded_multiple_of_its_size() {
        for (int headroom : new int[] {-1, 0, 64}) {
            var pool = StrictPool.tight();
            byte[] stream = Streams.text("data: " + "x".repeat(1_000_000) + "\n\n");
            Play.a().on(pool).adopting(headroom).inChunksOf(stream, 1400);
            long traffic = pool.acquiredBytes();
            // Fed: doubling. Adopted: each chunk is an array of its own besides.
            assertThat(traffic).isLessThanOrEqualTo(6L * stream.length);
        }
    }

    @Test
    void an_event_that_grows_to_the_limit_is_held_twice_and_not_three_times() {
        int limit = 1_500_000;
        for (int headroom : new int[] {-1, 64}) {
            var pool = StrictPool.tight();
            byte[] stream = Streams.text("data: " + "x".repeat(limit) + "\n\n");
            Play.a()
                    .on(pool)
                    .limits(Limits.defaults().eventBytes(limit))
                    .adopting(headroom)
                    .inChunksOf(stream, 8192);
            int chunk = headroom < 0 ? 0 : 8192 + headroom;
            int margins = 2 * (64 << 10);
            assertThat(pool.mostBytes()).isLessThanOrEqualTo(2L * limit + margins + chunk);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "data: tick %d at the exchange\n\n",
                "data: %d\r\r",
                "id: %d\nevent: tick\ndata: x\r\n\r\n",
                "%d: unknown\n",
                ": %d\n",
                "\n"
            })
    @Timeout(value = 600, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void short_lines_that_drip_byte_by_byte_cost_linear_work(String line) {
        var text = new StringBuilder();
        for (int i = 0; text.length() < 400_000; i++) {
            text.append(String.format(line, i));
        }
        dripped("", text.toString(), "\n\n");
    }

    @Test
    @Timeout(value = 600, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void a_long_line_that_drips_byte_by_byte_costs_linear_work() {
        dripped("data: ", "x".repeat(10_000_000), "\n\n");
        dripped(": ", "x".repeat(500_000), "\n\n");
        dripped("unknown: ", "x".repeat(500_000), "\n\n");
        dripped("id: ", "x".repeat(500_000), "\n\n");
        dripped("event: ", "x".repeat(500_000), "\ndata: x\n\n");
    }

    @Test
    @Timeout(value = 600, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void a_block_of_many_lines_that_drips_byte_by_byte_costs_linear_work() {
        dripped("", "data: x\n".repeat(150_000), "\n\n");
        dripped("", "data: x\nevent: e\nid: 1\n: c\n".repeat(30_000), "\n\n");
        dripped("", "data\n".repeat(100_000), "\n\n");
        dripped("data: x\n", ": c\nfoo\n".repeat(50_000), "\n\n");
        dripped("data: x\n", "event: a type that is longer than the others are\n".repeat(10_000), "\n\n");
    }

    /** Were it not linear, it would not come to its end within the time-out by far. */
    private static void dripped(String before, String middle, String end) {
        byte[] stream = Streams.text(before + middle + end);
        var pool = StrictPool.tight();
        int data = 0;
        try (var parser = new EventStreamParser(event -> true, Limits.defaults(), pool)) {
            for (int i = 0; i < stream.length; i++) {
                parser.feed(stream, i, i + 1);
                data = Math.max(data, parser.heldBytes());
            }
            assertThat(parser.heldBytes()).isZero();
        }
        assertThat(data).isLessThanOrEqualTo(stream.length);
        assertThat(pool.acquiredBytes()).as("what was copied to grow").isLessThanOrEqualTo(8L * stream.length);
        pool.assertSettled();
    }

    private static int holdsAtMost(String before, String endless, int size, int headroom) {
        return holdsAtMost(before, endless, size, headroom, Limits.defaults());
    }

    /** The most that is held, looked at after each chunk, after the beginning. */
    private static int holdsAtMost(String before, String endless, int size, int headroom, Limits limits) {
        int most = 0;
        int mostLent = 0;
        var pool = StrictPool.tight();
        try (var parser = new EventStreamParser(event -> true, limits, pool)) {
            byte[] stream = Streams.text(before + endless);
            for (int at = 0; at < stream.length; at += size) {
                int to = Math.min(stream.length, at + size);
                if (headroom < 0) {
                    parser.feed(stream, at, to);
                } else {
                    byte[] owned = pool.acquire(headroom + to - at);
                    System.arraycopy(stream, at, owned, headroom, to - at);
                    parser.adopt(owned, headroom, headroom + to - at);
                }
                most = Math.max(most, parser.heldBytes());
                mostLent = Math.max(mostLent, pool.outstanding());
            }
        }
        pool.assertSettled();
        assertThat(mostLent).isLessThanOrEqualTo(1);
        return most;
    }

    private static String repeated(String line, int characters) {
        return line.repeat(Math.max(1, characters / line.length()));
    }

    @Test
    void a_long_type_is_not_kept_after_its_event() {
        var type = new AtomicReference<WeakReference<String>>();
        var parser = new EventStreamParser(new EventSink() {
            @Override
            public boolean event(EventView event) {
                type.set(new WeakReference<>(event.type()));
                return true;
            }
        });
        byte[] stream = ("event: " + "t".repeat(100_000) + "\ndata: x\n\n").getBytes(StandardCharsets.US_ASCII);
        parser.feed(stream, 0, stream.length);
        for (int i = 0; i < 100 && type.get().get() != null; i++) {
            System.gc();
        }
        assertThat(type.get().get()).isNull();
        parser.close();
    }
}
