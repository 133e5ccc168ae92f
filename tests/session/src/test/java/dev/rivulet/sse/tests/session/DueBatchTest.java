package dev.rivulet.sse.tests.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.ResponseRules;
import dev.rivulet.sse.SseEvent;
import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.SseStream;
import dev.rivulet.sse.http.Phase;
import dev.rivulet.sse.policy.Batching;
import dev.rivulet.sse.testkit.FakeExchange;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A batch that fell due while no thread took, and a taker that comes while the session is at work on another thread. */
@Timeout(600)
class DueBatchTest {
    @RegisterExtension
    final StreamRig rig = new StreamRig();

    private final CountDownLatch judging = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);
    private SseStream<List<SseEvent>> stream;

    @AfterEach
    void the_session_ends() {
        goOn.countDown();
        stream.close();
        stream.session().closed().toCompletableFuture().join();
    }

    @Test
    void the_taker_gets_it_though_nothing_follows() throws Exception {
        stream = rig.client.stream(slowToJudge(StreamRig.request()), Batching.of(3, Duration.ofHours(1)));
        FakeExchange first = rig.opened();
        first.bytes("id: 1\ndata: 1\n\n");
        interruptAfterCollecting();
        first.failed(Phase.BODY, new IOException("reset"));
        rig.awaitAttempts(stream, 2);
        rig.transport.last().open();
        judging.await();
        Taker<List<SseEvent>> taker = new Taker<>(stream::next);
        taker.awaitParked();
        goOn.countDown();
        assertThat(Batches.data(taker.result())).isEqualTo("[1]");
    }

    private void interruptAfterCollecting() throws InterruptedException {
        Taker<List<SseEvent>> taker = new Taker<>(stream::next);
        Awaitility.await().until(() -> stream.session().metrics().delivered() == 1);
        taker.awaitParked();
        taker.thread.interrupt();
        taker.thread.join();
    }

    /** Its second response is judged only when the test says so. */
    private SseRequest slowToJudge(SseRequest request) {
        return request.responseRules((head, hadId, everOpened) -> {
            if (everOpened) {
                judging.countDown();
                await(goOn);
            }
            return ResponseRules.standard().judge(head, hadId, everOpened);
        });
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
