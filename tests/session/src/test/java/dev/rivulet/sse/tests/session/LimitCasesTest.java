package dev.rivulet.sse.tests.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.SessionState;
import dev.rivulet.sse.SseClient;
import dev.rivulet.sse.SseSession;
import dev.rivulet.sse.policy.Limits;
import dev.rivulet.sse.testkit.FakeExchange;
import dev.rivulet.sse.testkit.FakeTransport;
import dev.rivulet.sse.testkit.VirtualTime;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What went wrong in other clients with more than they could hold. */
class LimitCasesTest {
    private static final int LIMIT = 1_000_000;
    private static final int BURST = 16 << 10;

    private final FakeTransport transport = new FakeTransport();
    private final MeteredPool pool = new MeteredPool();
    private final List<String> data = new ArrayList<>();
    private final SseClient client = Rig.client(transport, new VirtualTime(), pool);
    private SseSession session;

    @AfterEach
    void close() {
        client.close();
    }

    /** Counted are the bytes of the data and the LF between its lines. That all faces agree is {@link FaceLimitCasesTest}. */
    @ParameterizedTest
    @CsvSource({"1, false", "1, true", "100, false", "100, true"})
    void the_limit_is_the_same_to_the_byte_in_one_line_or_many_compressed_or_not(int lines, boolean gzip)
            throws IOException {
        for (int length : new int[] {LIMIT - 1, LIMIT}) {
            assertThat(failureOf(event(length, lines), gzip)).isNull();
            assertThat(data).last().asString().hasSize(length);
        }
        assertThat(failureOf(event(LIMIT + 1, lines), gzip))
                .isEqualTo(new Failure.LimitExceeded("Limits.eventBytes", LIMIT));
    }

    private static String event(int length, int lines) {
        int line = (length - (lines - 1)) / lines;
        int last = length - (lines - 1) * (line + 1);
        return ("data: " + "x".repeat(line) + "\n").repeat(lines - 1) + "data: " + "x".repeat(last) + "\n\n";
    }

    private Failure failureOf(String event, boolean gzip) throws IOException {
        FakeExchange server = subscribe();
        var headers = Rig.headers("Content-Type", "text/event-stream");
        server.head(200, gzip ? headers.add("Content-Encoding", "gzip") : headers);
        server.bytes(gzip ? gzip(event) : event.getBytes(UTF_8));
        return session.state() instanceof SessionState.Closed closed ? closed.failure() : null;
    }

    @ParameterizedTest
    @ValueSource(strings = {"data: ", "event: ", "id: ", "\ndata: x\nevent:"})
    void a_peer_that_never_ends_its_line_is_stopped_at_the_limit(String beginning) {
        FakeExchange server = subscribe().open().bytes(beginning);
        String piece = "x".repeat(BURST);
        for (int sent = 0; sent <= LIMIT; sent += BURST) {
            assertThat(session.state()).isInstanceOf(SessionState.Open.class);
            server.bytes(piece);
        }
        assertThat(closed()).isEqualTo(new Failure.LimitExceeded("Limits.eventBytes", LIMIT));
        assertBounded();
    }

    @Test
    void a_peer_that_never_sends_a_blank_line_is_stopped_though_each_of_its_lines_is_empty() {
        // A line of nothing still adds the LF that joins it.
        FakeExchange server = subscribe().open();
        int lines = 0;
        String piece = "data:\n".repeat(1000);
        while (session.state() instanceof SessionState.Open) {
            server.bytes(piece);
            lines += 1000;
        }
        assertThat(lines).isBetween(LIMIT, LIMIT + 2000);
        assertThat(closed()).isInstanceOf(Failure.LimitExceeded.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {":", "a field without a colon", "unknown: "})
    void what_gives_no_event_is_discarded_as_it_streams(String beginning) {
        FakeExchange server = subscribe().open().bytes(beginning);
        String piece = "x".repeat(BURST);
        for (int i = 0; i < 2000; i++) {
            server.bytes(piece);
        }
        server.bytes("\ndata: alive\n\n");
        assertThat(data).containsExactly("alive");
        assertThat(pool.mostBytes()).isLessThan(8L * BURST);
    }

    /** What is unfinished, its next window of twice the size, and a burst or two. */
    private void assertBounded() {
        assertThat(pool.mostBytes()).isLessThan(4L * LIMIT + 4 * BURST);
    }

    private Failure closed() {
        assertThat(session.state()).isInstanceOf(SessionState.Closed.class);
        return ((SessionState.Closed) session.state()).failure();
    }

    private FakeExchange subscribe() {
        var limits = Limits.defaults().eventBytes(LIMIT);
        session = client.subscribe(Rig.get().limits(limits), event -> data.add(event.data()));
        return transport.last();
    }

    private static byte[] gzip(String text) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(text.getBytes(UTF_8));
        }
        return out.toByteArray();
    }

    @Test
    void a_limit_beyond_what_an_array_can_hold_is_refused_at_once() {
        assertThat(Limits.defaults().eventBytes(1 << 30).eventBytes()).isEqualTo(1 << 30);
        assertThatThrownBy(() -> Limits.defaults().eventBytes(Integer.MAX_VALUE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("eventBytes");
    }
}
