package dev.rivulet.sse.jdkhttp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.SseClient;
import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.policy.ReconnectPolicy;
import dev.rivulet.sse.spi.TransportConfig;
import dev.rivulet.sse.testkit.Response;
import dev.rivulet.sse.testkit.ScriptedServer;
import dev.rivulet.sse.tests.support.LeftToFull;
import java.lang.ref.WeakReference;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What other clients left behind: threads, connections, and sessions that the collector could not have. */
@LeftToFull
@Timeout(600)
class LeftoversCasesTest {
    private final Set<Thread> before = clientThreads();
    private ScriptedServer server;

    @BeforeEach
    void start() {
        server = ScriptedServer.start()
                .otherwise(Response.stream().chunk("data: a\n\n").hang());
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void three_hundred_clients_one_after_another_leave_no_pile_of_threads() {
        for (int i = 0; i < 300; i++) {
            try (var transport = JdkHttpTransport.create(TransportConfig.defaults());
                    var client = SseClient.builder().transport(transport).build();
                    var stream = client.stream(SseRequest.get(server.uri("/")))) {
                assertThat(stream.next().data()).isEqualTo("a");
            }
        }
        awaitNoThreads();
        server.awaitNoConnections();
    }

    @Test
    void giving_up_a_hundred_times_and_then_closing_leaves_nothing() throws Exception {
        URI unused = server.uri("/");
        server.refuseConnections();
        for (int i = 0; i < 100; i++) {
            try (var transport = JdkHttpTransport.create(TransportConfig.defaults());
                    var client = SseClient.builder().transport(transport).build()) {
                var session = client.subscribe(SseRequest.get(unused).reconnect(ReconnectPolicy.never()), event -> {});
                assertThat(session.closed()
                                .toCompletableFuture()
                                .get(60, TimeUnit.SECONDS)
                                .failure())
                        .isInstanceOf(Failure.ConnectionFailed.class);
            }
        }
        awaitNoThreads();
    }

    @Test
    void sessions_that_were_closed_do_not_pile_up_inside_a_client_of_the_users_own() {
        HttpClient users = HttpClient.newHttpClient();
        List<WeakReference<Object>> sessions = new ArrayList<>();
        try (SseClient client =
                SseClient.builder().transport(JdkHttpTransport.over(users)).build()) {
            for (int i = 0; i < 200; i++) {
                sessions.add(new WeakReference<>(openAndClose(client)));
            }
            server.awaitConnections(200);
            server.awaitNoConnections();
            await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
                System.gc();
                // The last ones may still stand in a thread's frame.
                assertThat(sessions.stream().filter(each -> each.get() != null)).hasSizeLessThan(5);
            });
            try (var stream = client.stream(SseRequest.get(server.uri("/")))) {
                assertThat(stream.next().data()).isEqualTo("a");
            }
        }
    }

    private Object openAndClose(SseClient client) {
        try (var stream = client.stream(SseRequest.get(server.uri("/")))) {
            assertThat(stream.next().data()).isEqualTo("a");
            return stream.session();
        }
    }

    /** Before JDK 21 the collector is what ends a client. */
    private void awaitNoThreads() {
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            System.gc();
            assertThat(clientThreads()).isSubsetOf(before);
        });
    }

    private static Set<Thread> clientThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("HttpClient-")
                        || thread.getName().startsWith("rivulet-jdkhttp-"))
                .collect(Collectors.toSet());
    }
}
