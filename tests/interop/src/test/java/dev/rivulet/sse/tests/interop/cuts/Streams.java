package dev.rivulet.sse.tests.interop.cuts;

import dev.rivulet.sse.ClientMetrics;
import dev.rivulet.sse.SseClient;
import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.SseSession;
import dev.rivulet.sse.policy.ReconnectPolicy;
import dev.rivulet.sse.policy.Timeouts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** Many sessions of one client on one {@link CutServer}: started, left alone for a while, and closed. */
final class Streams implements AutoCloseable {
    private static final Duration MOST = Duration.ofMinutes(3);
    private static final int ENOUGH_EVENTS = 20;
    private static final int ENOUGH_LOSSES = 2;

    private static final ReconnectPolicy SOON =
            ReconnectPolicy.defaults().initialDelay(Duration.ofMillis(100)).maxDelay(Duration.ofSeconds(1));
    private static final Timeouts SHORT = Timeouts.defaults().idle(Duration.ofSeconds(2));

    final CutServer server;
    final SseClient client;
    private final Plan plan;
    private final List<Watch> watches = new ArrayList<>();
    private final List<SseSession> sessions = new ArrayList<>();

    Streams(Plan plan, Findings findings) throws Exception {
        this.plan = plan;
        server = new CutServer(plan.seed());
        client = SseClient.builder().transport(plan.transport()).build();
        for (int i = 0; i < plan.streams(); i++) {
            var watch = Watch.of(i, findings);
            watches.add(watch);
            sessions.add(watch.start(
                    client, SseRequest.get(server.uri(i)).reconnect(SOON).timeouts(SHORT)));
        }
    }

    /** Lets them run, on a busy machine until each has seen something at least. */
    void run() throws InterruptedException {
        TimeUnit.SECONDS.sleep(plan.seconds());
        Awaitility.await("enough events and losses of each stream").atMost(MOST).until(this::haveSeenEnough);
    }

    long events() {
        return watches.stream().mapToLong(Watch::last).sum();
    }

    ClientMetrics metrics() {
        return client.metrics();
    }

    /** Closes each session, then the client; waits until all is over, on the server's side too. */
    void end() throws Exception {
        sessions.forEach(SseSession::close);
        CompletableFuture.allOf(sessions.stream()
                        .map(each -> each.closed().toCompletableFuture())
                        .toArray(CompletableFuture[]::new))
                .get(MOST.toSeconds(), TimeUnit.SECONDS);
        client.close();
        Awaitility.await("the buffers are back")
                .atMost(MOST)
                .until(() -> metrics().poolOutstanding() == 0);
        Awaitility.await("the client has closed its connections").atMost(MOST).until(() -> {
            System.gc(); // before JDK 21 the collector is what ends an HttpClient
            return server.open() == 0;
        });
    }

    private boolean haveSeenEnough() {
        return watches.stream().allMatch(each -> each.last() >= ENOUGH_EVENTS)
                && sessions.stream()
                        .allMatch(each -> each.metrics().losses().values().stream()
                                        .mapToLong(Long::longValue)
                                        .sum()
                                >= ENOUGH_LOSSES);
    }

    @Override
    public void close() throws Exception {
        client.close();
        server.close();
    }
}
