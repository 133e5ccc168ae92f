package dev.rivulet.sse.jdkhttp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rivulet.sse.http.Headers;
import dev.rivulet.sse.spi.Feature;
import dev.rivulet.sse.spi.TransportConfig;
import dev.rivulet.sse.spi.TransportProvider;
import dev.rivulet.sse.spi.TransportRequest;
import dev.rivulet.sse.testkit.Response;
import dev.rivulet.sse.tests.support.Recording;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(600)
class CloseTest {
    private static final Set<Thread> BEFORE = clientThreads();

    /** After all of them, because the collector takes its time. */
    @AfterAll
    static void noThreadIsLeft() {
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            collect();
            assertThat(clientThreads()).isSubsetOf(BEFORE);
        });
    }

    @Test
    void the_service_loader_finds_it() throws Exception {
        TransportProvider provider = ServiceLoader.load(TransportProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(JdkHttpProvider.class::isInstance)
                .findFirst()
                .orElseThrow();
        assertThat(provider.name()).isEqualTo("jdkhttp");
        assertThat(provider.priority()).isEqualTo(10);
        try (var transport = provider.create(TransportConfig.defaults())) {
            assertThat(transport.features().protocols()).containsExactlyInAnyOrder("http/1.1", "h2");
            assertThat(transport.features().overrunBytes()).isZero();
            assertThat(transport.features().has(Feature.OBS_TEXT)).isFalse();
        }
    }

    @Test
    void no_connection_is_left_of_a_closed_transport() {
        try (var setup = Setup.plain()) {
            setup.server.otherwise(Response.stream().chunk("a").hang());
            List<Recording> streams = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                streams.add(setup.get());
            }
            streams.forEach(stream -> stream.readBytes(1));
            setup.server.respond(Response.status(204));
            setup.get().awaitEnd(); // leaves an idle connection
            assertThat(setup.server.openConnections()).isEqualTo(21);
            setup.transport.close();
            await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
                collect();
                assertThat(setup.server.openConnections()).isZero();
            });
            for (Recording stream : streams) {
                assertThat(stream.calls()).doesNotContain("failed", "end");
            }
        }
    }

    @Test
    void closing_inside_a_callback_does_not_block() {
        try (var setup = Setup.plain(Response.stream().chunk("a").hang())) {
            var recording = new Recording();
            recording.inside("bytes", setup.transport::close);
            setup.open(Setup.request("GET", setup.server.uri("/"), Headers.none(), null), recording);
            recording.read();
            setup.server.awaitDisconnect(1);
            setup.transport.close();
        }
    }

    @Test
    void closing_while_exchanges_are_opened_leaves_none() throws Exception {
        for (int i = 0; i < 20; i++) {
            try (var setup = Setup.plain()) {
                setup.server.otherwise(Response.stream().chunk("a").hang());
                var opened = new CountDownLatch(20);
                var opening = new Thread(() -> {
                    try {
                        while (true) {
                            setup.get().read();
                            opened.countDown();
                            LockSupport.parkNanos(50_000); // a slow machine would open thousands until it closes
                        }
                    } catch (IllegalStateException closed) {
                        // as it should be
                    }
                });
                opening.start();
                opened.await();
                setup.transport.close();
                opening.join(60_000);
                assertThat(opening.isAlive()).isFalse();
                setup.server.awaitNoConnections();
            }
        }
    }

    @Test
    void many_connect_time_outs_do_not_make_many_clients() {
        try (var setup = Setup.plain()) {
            setup.server.otherwise(Response.stream().chunk("a").hang());
            List<Recording> streams = new ArrayList<>();
            for (int i = 1; i <= 12; i++) {
                streams.add(setup.open(new TransportRequest(
                        "GET", setup.server.uri("/"), Headers.none(), null, Duration.ofSeconds(30 + i), 65_536)));
                streams.get(i - 1).readBytes(1);
            }
            assertThat(setup.server.openConnections()).isEqualTo(12);
            streams.forEach(Recording::cancel);
            setup.server.awaitNoConnections();
            await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
                collect();
                assertThat(selectors()).isLessThanOrEqualTo(4);
            });
            assertThat(setup.get().readBytes(1)).isEqualTo("a");
        }
    }

    @Test
    void threads_have_our_name_and_are_daemons() {
        try (var setup = Setup.plain(Response.stream().chunk("a").hang())) {
            var name = new StringBuilder();
            var recording = new Recording();
            recording.inside(
                    "bytes",
                    () -> name.append(Thread.currentThread().getName())
                            .append(Thread.currentThread().isDaemon()));
            setup.open(Setup.request("GET", setup.server.uri("/"), Headers.none(), null), recording);
            recording.readBytes(1);
            assertThat(name.toString()).matches("rivulet-jdkhttp-\\d+true");
        }
    }

    /** Before JDK 21 the collector is what ends a client. */
    private static void collect() {
        if (Runtime.version().feature() < 21) {
            System.gc();
        }
    }

    private static long selectors() {
        return clientThreads().stream()
                .filter(thread -> !BEFORE.contains(thread) && thread.getName().endsWith("SelectorManager"))
                .count();
    }

    private static Set<Thread> clientThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("HttpClient-")
                        || thread.getName().startsWith("rivulet-jdkhttp-"))
                .collect(Collectors.toSet());
    }
}
