package dev.rivulet.sse.tests.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.SseEvent;
import dev.rivulet.sse.policy.ReconnectPolicy;
import dev.rivulet.sse.testkit.FakeExchange;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The last event of a stream is committed by the call that finds the end, whatever the session is about meanwhile. */
@Timeout(600)
class StreamCommitRaceTest {
    @RegisterExtension
    final StreamRig rig = new StreamRig();

    @Test
    void the_last_event_is_committed_though_the_session_is_just_ending_elsewhere() throws Exception {
        rig.stream = rig.client.stream(StreamRig.request().reconnect(ReconnectPolicy.never()));
        FakeExchange server = rig.opened().bytes("id: 1\ndata: a\n\n");
        assertThat(rig.stream.next().data()).isEqualTo("a");
        var ending = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        rig.stream.session().closed().thenRun(() -> {
            ending.countDown();
            awaitQuietly(release);
        });
        server.end();
        ending.await();
        Taker<SseEvent> taker = new Taker<>(rig.stream::next);
        Awaitility.await()
                .pollInterval(Duration.ofMillis(1))
                .until(() -> taker.thread.getState() != Thread.State.NEW
                        && taker.thread.getState() != Thread.State.RUNNABLE);
        release.countDown();
        assertThat(taker.result()).isNull();
        Awaitility.await()
                .untilAsserted(
                        () -> assertThat(rig.stream.session().lastEventId()).isEqualTo("1"));
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
