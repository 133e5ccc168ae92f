package dev.rivulet.sse.tests.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.SessionState;
import dev.rivulet.sse.SseClient;
import dev.rivulet.sse.SseEvent;
import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.SseSession;
import dev.rivulet.sse.SseStream;
import dev.rivulet.sse.policy.Delivery;
import dev.rivulet.sse.policy.ReconnectPolicy;
import dev.rivulet.sse.testkit.CheckingPool;
import dev.rivulet.sse.testkit.FakeTransport;
import dev.rivulet.sse.testkit.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What a server resumes strictly or inclusively after Last-Event-ID is delivered once and in
 * order, on every face, whatever the network does. Each seed is another network; the message of a failure names it.
 */
@Tag("full")
@Timeout(600)
class ResumptionTest {
    private static final int EVENTS = 60;
    private static final List<String> ALL =
            IntStream.rangeClosed(1, EVENTS).mapToObj(String::valueOf).toList();
    private static final SseRequest REQUEST = SseRequest.get(Rig.STREAM)
            .endMarker("end")
            .reconnect(ReconnectPolicy.defaults()
                    .initialDelay(Duration.ofNanos(1000))
                    .minServerDelay(Duration.ZERO));

    private final CheckingPool pool = new CheckingPool();
    private final List<String> taken = new ArrayList<>();

    @Test
    void inline_in_virtual_time() {
        for (int seed = 0; seed < Rounds.of(500); seed++) {
            taken.clear();
            VirtualTime time = new VirtualTime();
            SseClient client = SseClient.builder()
                    .transport(new FakeTransport().answering(new ReplayServer(EVENTS, seed, true)))
                    .scheduler(time)
                    .random(new Random(seed)::nextDouble)
                    .bufferPool(pool)
                    .build();
            SseSession[] session = new SseSession[1];
            session[0] = client.subscribe(REQUEST.delivery(Delivery.inline()), event -> {
                taken.add(event.data());
                if (session[0] != null) {
                    assertThat(session[0].lastEventId()).isNotEqualTo(event.id());
                }
            });
            while (!(session[0].state() instanceof SessionState.Closed)) {
                assertThat(time.runNext())
                        .as("seed %s: something continues", seed)
                        .isTrue();
            }
            assertComplete(seed, session[0]);
            assertThat(time.pending()).as("seed %s", seed).isZero();
        }
    }

    @Test
    void on_the_default_delivery() throws Exception {
        for (int seed = 0; seed < Rounds.of(100); seed++) {
            taken.clear();
            SseSession session = realTime(seed).subscribe(REQUEST, event -> taken.add(event.data()));
            session.closed().toCompletableFuture().get(60, TimeUnit.SECONDS);
            assertComplete(seed, session);
        }
    }

    @Test
    void from_a_stream() throws Exception {
        for (int seed = 0; seed < Rounds.of(100); seed++) {
            taken.clear();
            SseStream<SseEvent> stream = realTime(seed).stream(REQUEST);
            String handled = "";
            for (SseEvent event : stream) {
                assertThat(stream.session().lastEventId()).as("seed %s", seed).isEqualTo(handled);
                taken.add(event.data());
                handled = event.id();
            }
            stream.session().closed().toCompletableFuture().get(60, TimeUnit.SECONDS);
            assertComplete(seed, stream.session());
        }
    }

    @Test
    void from_a_publisher_asked_one_by_one() throws Exception {
        for (int seed = 0; seed < Rounds.of(100); seed++) {
            FlowRecorder<SseEvent> seen = FlowRecorder.oneByOne();
            realTime(seed).publisher(REQUEST).subscribe(seen);
            seen.end.get(60, TimeUnit.SECONDS);
            assertThat(seen.items)
                    .as("seed %s", seed)
                    .extracting(SseEvent::data)
                    .isEqualTo(ALL);
        }
        Awaitility.await().pollInterval(Duration.ofMillis(1)).untilAsserted(pool::assertNothingOutstanding);
    }

    private SseClient realTime(int seed) {
        return SseClient.builder()
                .transport(new FakeTransport().answering(new ReplayServer(EVENTS, seed, false)))
                .random(new Random(seed)::nextDouble)
                .bufferPool(pool)
                .build();
    }

    private void assertComplete(int seed, SseSession session) {
        assertThat(taken).as("seed %s", seed).isEqualTo(ALL);
        assertThat(session.lastEventId()).as("seed %s", seed).isEqualTo("" + EVENTS);
        Awaitility.await().pollInterval(Duration.ofMillis(1)).untilAsserted(pool::assertNothingOutstanding);
    }
}
