package dev.rivulet.sse.tests.interop.cuts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.SessionState;
import dev.rivulet.sse.SseEvent;
import dev.rivulet.sse.http.Headers;
import java.net.URI;
import java.nio.channels.Selector;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** That the checks of a run find what they are there for. */
class WatchTest {
    private static final int STREAM = 7;

    private final Findings findings = new Findings();
    private final Watch watch = Watch.of(STREAM, findings);

    @Test
    void each_event_once_and_in_order_is_right() {
        events(1, 2, 3);
        opened("3");
        events(4);
        assertThat(findings.isEmpty()).isTrue();
        assertThat(watch.last()).isEqualTo(4);
    }

    @Test
    void a_lost_event_is_found() {
        events(1, 3);
        assertThat(findings).hasToString("1, first of all:\n  stream 7: event 3 after 1");
    }

    @Test
    void a_doubled_event_is_found() {
        events(1, 2, 2);
        assertThat(findings.toString()).contains("event 2 after 2");
    }

    @Test
    void an_event_of_another_stream_is_found() {
        deliver(new Tick(STREAM + 1, 1));
        assertThat(findings.toString()).contains("event 1 is damaged");
    }

    @Test
    void a_last_event_id_of_an_earlier_or_later_event_is_found() {
        events(1, 2);
        opened("1");
        opened("3");
        opened(null);
        assertThat(findings.toString())
                .contains(
                        "resumed after 1 instead of 2", "resumed after 3 instead of 2", "resumed after 0 instead of 2");
    }

    @Test
    void a_session_that_fails_and_a_call_after_its_end_are_found() {
        watch.onState(new SessionState.Closed(
                SessionState.Closed.Reason.NO_CONTENT, null, new SessionState.Progress(1, 0, 0), null));
        events(1);
        assertThat(findings.toString()).contains("ended: Closed[reason=NO_CONTENT", "a call after the end");
    }

    @Test
    void a_thread_and_a_descriptor_that_are_left_are_found() throws Exception {
        var end = new CountDownLatch(1);
        var thread = new Thread(() -> await(end), "left-over-1");
        Leftovers before = Leftovers.now();
        thread.start();
        assertThat(before.more(Leftovers.now())).contains("threads \"left-over-#\": 0 before, 1 after");
        end.countDown();
        thread.join();
        assertThat(before.more(Leftovers.now())).noneMatch(each -> each.contains("left-over"));
        var sockets = new Leftovers(Map.of(), Map.of("socket:[#]", 2));
        assertThat(new Leftovers(Map.of(), Map.of("socket:[#]", 1)).more(sockets))
                .containsExactly("descriptors \"socket:[#]\": 1 before, 2 after");
    }

    @Test
    void open_descriptors_are_counted_by_kind() throws Exception {
        Assumptions.assumeTrue(Files.isDirectory(Path.of("/proc/self/fd")), "needs /proc");
        try (var selector = Selector.open()) {
            assertThat(selector.isOpen()).isTrue();
            assertThat(Leftovers.now().descriptors()).containsKey("anon_inode:[eventpoll]");
        }
    }

    private void events(long... numbers) {
        for (long each : numbers) {
            deliver(new Tick(STREAM, each));
        }
    }

    private void deliver(Tick tick) {
        watch.onEvent(SseEvent.of(tick.type(), tick.data(), Long.toString(tick.number())));
    }

    private void opened(String lastEventId) {
        watch.onState(new SessionState.Open(
                200, Headers.none(), URI.create("http://localhost/"), "http/1.1", 2, lastEventId, null));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
