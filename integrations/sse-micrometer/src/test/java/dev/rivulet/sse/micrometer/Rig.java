package dev.rivulet.sse.micrometer;

import dev.rivulet.sse.ClientObserver;
import dev.rivulet.sse.SseClient;
import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.SseSession;
import dev.rivulet.sse.http.Headers;
import dev.rivulet.sse.http.Phase;
import dev.rivulet.sse.policy.Delivery;
import dev.rivulet.sse.testkit.CheckingPool;
import dev.rivulet.sse.testkit.FakeExchange;
import dev.rivulet.sse.testkit.FakeTransport;
import dev.rivulet.sse.testkit.VirtualTime;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.search.RequiredSearch;
import io.micrometer.core.instrument.simple.SimpleConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A client with meters, on a fake transport in virtual time; handlers run on the test's thread. */
final class Rig {
    private static final String STREAM = "https://news.example/stream?key=secret";

    final VirtualTime time = new VirtualTime();
    final ScrapeClock clock = new ScrapeClock(time);
    final FakeTransport transport = new FakeTransport();
    final CheckingPool pool = new CheckingPool();
    final MeterRegistry registry = registry();
    final SseMeters meters;
    final SseClient client;

    Rig() {
        this(List.of());
    }

    Rig(Iterable<Tag> tags) {
        meters = new SseMeters(tags);
        client = client(meters);
    }

    /** A rig whose meters are bound before the client is built. */
    static Rig bound() {
        var rig = new Rig();
        rig.meters.bindTo(rig.registry);
        return rig;
    }

    MeterRegistry registry() {
        return new SimpleMeterRegistry(SimpleConfig.DEFAULT, clock);
    }

    SseClient client(ClientObserver watching) {
        return SseClient.builder()
                .transport(transport)
                .scheduler(time)
                .random(() -> 1) // each wait before an attempt is the longest one, the first a second
                .bufferPool(pool)
                .observer(watching)
                .build();
    }

    // --- the user's side

    static SseRequest request() {
        return SseRequest.get(STREAM).delivery(Delivery.inline());
    }

    SseSession subscribe() {
        return subscribe(request());
    }

    SseSession subscribe(SseRequest request) {
        return client.subscribe(request, event -> {});
    }

    // --- the server's side

    FakeExchange server() {
        return transport.last();
    }

    void cut() {
        server().failed(Phase.BODY, new IOException("connection reset"));
    }

    void answer(int status) {
        server().head(status, Headers.none()).end();
    }

    void seconds(double seconds) {
        time.advance(Duration.ofNanos(Math.round(seconds * 1e9)));
    }

    // --- what can be seen

    RequiredSearch find(String name, String... tags) {
        clock.nextScrape();
        return registry.get("sse.client." + name).tags(tags);
    }

    double count(String name, String... tags) {
        return find(name, tags).functionCounters().stream()
                .mapToDouble(FunctionCounter::count)
                .sum();
    }

    double gauge(String name, String... tags) {
        Gauge gauge = find(name, tags).gauge();
        return gauge instanceof TimeGauge time ? time.value(TimeUnit.SECONDS) : gauge.value();
    }

    Timer timer(String name) {
        return find(name).timer();
    }

    FunctionTimer functionTimer(String name) {
        return find(name).functionTimer();
    }
}
