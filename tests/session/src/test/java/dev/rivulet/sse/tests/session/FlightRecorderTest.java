package dev.rivulet.sse.tests.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.SseSession;
import dev.rivulet.sse.policy.FlightRecorder;
import dev.rivulet.sse.policy.Timeouts;
import dev.rivulet.sse.recording.Entry;
import dev.rivulet.sse.recording.Recording;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the flight recorder keeps, and when it is written. */
class FlightRecorderTest {
    private static final int LEAST = 64 << 10;

    @TempDir
    Path folder;

    @RegisterExtension
    final Rig rig = new Rig(builder -> builder.flightRecorder(FlightRecorder.defaults()));

    private Recording dumped(SseSession session) throws IOException {
        Path file = folder.resolve("dump.rec");
        session.dump(file);
        return Recording.read(file);
    }

    private static List<String> words(Recording recording) {
        return recording.entries().stream().map(FlightRecorderTest::word).toList();
    }

    private static String word(Entry entry) {
        if (entry instanceof Entry.Attempt attempt) {
            return "> " + attempt.number() + " " + attempt.method() + " "
                    + attempt.headers().first("Last-Event-ID");
        } else if (entry instanceof Entry.Head head) {
            return "< " + head.head().status();
        } else if (entry instanceof Entry.Bytes bytes) {
            return "< " + new String(bytes.bytes(), StandardCharsets.UTF_8);
        } else if (entry instanceof Entry.State state) {
            return "= " + state.text();
        } else if (entry instanceof Entry.Failed failed) {
            return "< failed in " + failed.phase();
        }
        return "< " + entry.getClass().getSimpleName();
    }

    @RegisterExtension
    final Logged log = new Logged();

    @Test
    void a_dump_has_the_requests_heads_bytes_and_states_in_order() throws Exception {
        rig.subscribe()
                .open()
                .send("id: 1\ndata: a\n\n")
                .send("id: 2\nda")
                .cut()
                .backOff();
        rig.open().send("data: b\n\n").end();
        assertThat(words(dumped(rig.session)))
                .containsExactly(
                        "= connecting, attempt 1",
                        "> 1 GET null",
                        "< 200",
                        "= open, attempt 1",
                        "< id: 1\ndata: a\n\n",
                        "< id: 2\nda",
                        "< failed in BODY",
                        "= lost: " + rig.seenLoss(0) + " Next attempt in 0 ms.",
                        "= connecting, attempt 2",
                        "> 2 GET 1",
                        "< 200",
                        "= open, attempt 2, again after 0 ms",
                        "< data: b\n\n",
                        "< End",
                        "= lost: " + rig.seenLoss(1) + " Next attempt in "
                                + rig.delay().toMillis() + " ms.");
    }

    @Test
    void times_count_from_the_beginning_of_the_client() throws Exception {
        rig.time.advance(Duration.ofSeconds(2));
        rig.subscribe();
        rig.time.advance(Duration.ofSeconds(1));
        rig.open().send("data: a\n\n");
        assertThat(dumped(rig.session).entries().stream()
                        .filter(Entry.Bytes.class::isInstance)
                        .map(Entry::at))
                .containsExactly(Duration.ofSeconds(3));
    }

    @Test
    void secrets_of_heads_are_left_out() throws Exception {
        rig.subscribe(
                request -> request.bearer("secret-1").uri(java.net.URI.create("https://news.example/s?key=secret-2")));
        rig.open();
        Path file = folder.resolve("dump.rec");
        rig.session.dump(file);
        assertThat(Files.readString(file)).doesNotContain("secret-").contains("https://news.example/s");
    }

    @ParameterizedTest
    @ValueSource(ints = {1_008, 700, 13, 2_016, 5_000})
    void the_oldest_bytes_are_overwritten_and_the_dump_begins_at_an_event_and_says_what_is_missing(int piece)
            throws Exception {
        var small = new Rig(
                builder -> builder.flightRecorder(FlightRecorder.defaults().memory(LEAST)));
        String all = ("data: " + "x".repeat(1_000) + "\n\n").repeat(200);
        small.subscribe().open();
        for (int from = 0; from < all.length(); from += piece) {
            small.send(all.substring(from, Math.min(all.length(), from + piece)));
        }
        Recording dump = dumped(small.session);
        String kept = words(dump).stream()
                .filter(word -> word.startsWith("< ") && !word.equals("< 200"))
                .map(word -> word.substring(2))
                .collect(Collectors.joining());
        assertThat(kept).hasSizeBetween(LEAST / 4, LEAST).startsWith("data: ").isSubstringOf(all);
        assertThat(words(dump))
                .contains(
                        "= " + (all.length() - kept.length())
                                + " bytes before this are missing: they were overwritten, or are the rest of an event that was");
        small.session.close();
        small.afterEach(null);
    }

    @Test
    void all_bytes_of_an_attempt_may_be_overwritten_by_those_of_the_next() throws Exception {
        var small = new Rig(
                builder -> builder.flightRecorder(FlightRecorder.defaults().memory(LEAST)));
        small.subscribe().open().send("data: first\n\n").cut().backOff().open();
        small.send("data: " + "x".repeat(LEAST / 2) + "\n\n").send("data: " + "y".repeat(LEAST / 2 - 100) + "\n\n");
        assertThat(words(dumped(small.session)))
                .noneMatch(word -> word.contains("first"))
                .anyMatch(word -> word.startsWith("= 13 bytes before this are missing"));
        small.session.close();
        small.afterEach(null);
    }

    @Test
    void a_client_dumps_its_open_sessions_and_those_that_ended_last() throws Exception {
        rig.severalSessions();
        SseSession first = rig.client.subscribe(Rig.get(), event -> {});
        rig.open().send("data: first\n\n");
        first.close();
        rig.subscribe().open().send("data: second\n\n");
        Path file = folder.resolve("all.rec");
        rig.client.dump(file);
        Recording all = Recording.read(file);
        assertThat(all.sessions()).hasSize(2);
        assertThat(words(all)).contains("< data: first\n\n", "< data: second\n\n");
        assertThat(words(dumped(first))).contains("< data: first\n\n").doesNotContain("< data: second\n\n");
    }

    @Test
    void a_session_that_fails_is_written_to_the_directory() throws Exception {
        Path directory = folder.resolve("failures");
        var failing = new Rig(
                builder -> builder.flightRecorder(FlightRecorder.defaults().directory(directory)));
        failing.seen.onEvent = event -> {
            throw new IllegalStateException("on purpose");
        };
        failing.subscribe(request -> request.name("my prices")).open().send("data: last words\n\n");
        failing.failed(Failure.HandlerFailed.class);
        await().until(() -> Files.isDirectory(directory) && wholeFiles(directory) == 1);
        await().until(() -> log.fromAnyThread(System.Logger.Level.INFO).stream()
                .anyMatch(line -> line.contains("is recorded in " + directory)));
        try (var files = Files.list(directory)) {
            Path file = files.findFirst().orElseThrow();
            assertThat(file.getFileName().toString())
                    .startsWith("sse-my_prices-")
                    .endsWith(".rec");
            assertThat(words(Recording.read(file))).contains("< data: last words\n\n");
        }
        failing.afterEach(null);
    }

    private static long wholeFiles(Path directory) throws IOException {
        try (var files = Files.list(directory)) {
            return files.filter(file -> {
                        try {
                            return words(Recording.read(file)).stream().anyMatch(word -> word.startsWith("= closed"));
                        } catch (IOException notYet) {
                            return false;
                        }
                    })
                    .count();
        }
    }

    @Test
    void a_session_that_ends_normally_is_not_written() {
        Path directory = folder.resolve("failures");
        var normal = new Rig(
                builder -> builder.flightRecorder(FlightRecorder.defaults().directory(directory)));
        normal.subscribe().open();
        normal.session.close();
        assertThat(directory).doesNotExist();
        normal.afterEach(null);
    }

    @Test
    void another_process_can_ask_for_a_dump_through_the_managed_bean_until_the_client_is_closed() throws Exception {
        rig.subscribe().open().send("data: managed\n\n");
        var server = ManagementFactory.getPlatformMBeanServer();
        Set<ObjectName> beans = server.queryNames(new ObjectName("dev.rivulet.sse:type=FlightRecorder,*"), null);
        assertThat(beans).isNotEmpty();
        List<String> dumps = new ArrayList<>(); // of other tests' clients too
        for (ObjectName bean : beans) {
            Path file = folder.resolve("managed-" + dumps.size() + ".rec");
            server.invoke(bean, "dump", new Object[] {file.toString()}, new String[] {String.class.getName()});
            dumps.addAll(words(Recording.read(file)));
        }
        assertThat(dumps).contains("< data: managed\n\n");
        assertThatThrownBy(() -> server.invoke(beans.iterator().next(), "dump", new Object[] {folder.toString()}, null))
                .hasMessageContaining(folder.toString());
        rig.session.close();
        rig.client.close();
        assertThat(server.queryNames(new ObjectName("dev.rivulet.sse:type=FlightRecorder,*"), null))
                .hasSizeLessThan(beans.size());
    }

    @Test
    void without_a_recorder_a_dump_says_how_to_turn_it_on() {
        var off = new Rig();
        off.subscribe();
        assertThatThrownBy(() -> off.session.dump(folder.resolve("none.rec")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("flightRecorder");
        assertThatThrownBy(() -> off.client.dump(folder.resolve("none.rec"))).isInstanceOf(IllegalStateException.class);
        off.afterEach(null);
    }

    @Test
    void too_little_memory_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FlightRecorder.defaults().memory(LEAST - 1));
    }

    @Test
    void what_a_server_makes_long_is_kept_short_apart_from_the_body() throws Exception {
        rig.subscribe();
        rig.server().head(503, Rig.headers("Server", "a", "X-Long", "x".repeat(100_000)));
        rig.send("b".repeat(60_000)).end();
        Path file = folder.resolve("long.rec");
        rig.session.dump(file);
        assertThat(words(Recording.read(file))).contains("< 503");
        assertThat(Files.size(file)).isBetween(60_000L, 70_000L);
        assertThat(Files.readString(file)).contains("Server: a").doesNotContain("xxx");
    }

    @Test
    void closing_a_client_twice_is_silent() {
        rig.client.close();
        rig.client.close();
        assertThat(log.from(System.Logger.Level.WARNING)).isEmpty();
    }

    @Test
    void an_exchange_that_the_session_gives_up_is_recorded_as_given_up() throws Exception {
        rig.subscribe(request -> request.timeouts(Timeouts.defaults().idle(Duration.ofSeconds(30))));
        rig.server().head(307, Rig.headers("Location", "/elsewhere"));
        rig.open().send("data: a\n\n");
        rig.time.advance(Duration.ofSeconds(60));
        assertThat(words(dumped(rig.session)))
                .containsSubsequence(
                        "< 307",
                        "< Cancelled",
                        "> 1 GET null",
                        "< data: a\n\n",
                        "< Cancelled",
                        "= lost: " + rig.seenLoss(0) + " Next attempt in 0 ms.");
    }
}
