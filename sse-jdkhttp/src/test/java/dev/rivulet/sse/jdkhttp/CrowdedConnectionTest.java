package dev.rivulet.sse.jdkhttp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.SessionState;
import dev.rivulet.sse.SseClient;
import dev.rivulet.sse.SseEvent;
import dev.rivulet.sse.SseException;
import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.SseSession;
import dev.rivulet.sse.SseSubscriber;
import dev.rivulet.sse.http.Phase;
import dev.rivulet.sse.spi.TransportConfig;
import dev.rivulet.sse.testkit.Response;
import dev.rivulet.sse.testkit.ScriptedServer;
import dev.rivulet.sse.testkit.SelfSigned;
import dev.rivulet.sse.tests.support.Recording;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A server allows fewer HTTP/2 streams on a connection than there are sessions: the JDK's client fails the rest at once. */
@Timeout(600)
class CrowdedConnectionTest {
    private static final Response STREAM = Response.stream().chunk("a").hang();
    private static final SelfSigned CERTIFICATE = SelfSigned.localhost();

    private final ScriptedServer server =
            ScriptedServer.startHttp2(CERTIFICATE.server()).otherwise(STREAM);
    private final Setup own = new Setup(
            server,
            JdkHttpTransport.create(TransportConfig.defaults().sslContext(CERTIFICATE.client()), Setup.PATIENT));

    @AfterEach
    void close() {
        own.close();
    }

    @Test
    void thirty_streams_open_where_the_server_allows_twenty_on_a_connection() { // d072
        server.maxConcurrentStreams(20);
        own.get().readBytes(1); // by then the limit is known
        open(own, 29).forEach(each -> each.readBytes(1));
        assertThat(server.connections()).isEqualTo(2);
        assertThat(streamsByConnection()).containsExactlyInAnyOrder(20L, 10L);
    }

    @Test
    void a_stream_that_ended_makes_room_for_the_next_one_on_its_connection() {
        server.maxConcurrentStreams(2);
        List<Recording> streams = openOneByOne(own, 4);
        assertThat(server.connections()).isEqualTo(2);
        streams.forEach(Recording::cancel);
        for (int i = 1; i <= 4; i++) {
            assertThat(server.awaitReset(i)).isPresent();
        }
        open(own, 2).forEach(each -> each.readBytes(1));
        assertThat(server.connections())
                .as("the first connection is used again")
                .isEqualTo(2);
    }

    @Test
    void clients_beyond_the_first_are_not_kept_when_their_streams_have_ended() {
        server.maxConcurrentStreams(1);
        List<Recording> streams = openOneByOne(own, 5);
        assertThat(server.openConnections()).isEqualTo(5);
        streams.forEach(Recording::cancel);
        await().untilAsserted(() -> {
            System.gc(); // before JDK 21 the collector is what ends a client
            assertThat(server.openConnections()).isLessThanOrEqualTo(1);
        });
    }

    @Test
    void one_that_is_cancelled_while_it_looks_for_room_leaves_nothing() {
        server.maxConcurrentStreams(1);
        own.get().readBytes(1);
        for (int i = 0; i < 50; i++) {
            Recording recording = own.get();
            recording.cancel();
            assertThat(recording.calls()).doesNotContain("failed");
        }
        own.get().readBytes(1);
    }

    @Test
    void a_client_of_the_users_own_says_that_it_has_no_room() {
        server.maxConcurrentStreams(2);
        Setup users = new Setup(server, JdkHttpTransport.over(usersClient()));
        openOneByOne(users, 2);
        Failure.RequestNotProcessed failure = notProcessed(users.get());
        assertThat(failure.retryable()).isTrue();
        assertThat(failure.message())
                .contains("as many streams as it allows")
                .contains("JdkHttpTransport.over")
                .contains("JdkHttpTransport.create");
        assertThat(server.connections()).isOne();
    }

    @Test
    void a_session_that_found_no_room_backs_off_and_opens_when_there_is_some() throws Exception {
        server.maxConcurrentStreams(1);
        List<SessionState> states = new CopyOnWriteArrayList<>();
        try (var client = SseClient.builder()
                .transport(JdkHttpTransport.over(usersClient()))
                .build()) {
            SseSession first = client.subscribe(SseRequest.get(server.uri("/")), event -> {});
            first.opened().toCompletableFuture().get(60, TimeUnit.SECONDS);
            SseSession second = client.subscribe(SseRequest.get(server.uri("/")), new SseSubscriber<SseEvent>() {
                @Override
                public void onEvent(SseEvent event) {}

                @Override
                public void onState(SessionState state) {
                    states.add(state);
                }
            });
            await().until(() -> backOffs(states) >= 2);
            first.close();
            second.opened().toCompletableFuture().get(120, TimeUnit.SECONDS);
        }
    }

    private static long backOffs(List<SessionState> states) {
        return states.stream()
                .filter(state -> state instanceof SessionState.BackingOff off
                        && off.failure() instanceof Failure.RequestNotProcessed)
                .count();
    }

    private List<Long> streamsByConnection() {
        return List.copyOf(server.requests().stream()
                .collect(Collectors.groupingBy(request -> request.connection(), Collectors.counting()))
                .values());
    }

    private static Failure.RequestNotProcessed notProcessed(Recording recording) {
        Throwable cause = recording.awaitFailed(Phase.HEAD);
        assertThat(cause).isInstanceOf(SseException.class);
        Failure failure = ((SseException) cause).failure();
        assertThat(failure).isInstanceOf(Failure.RequestNotProcessed.class);
        return (Failure.RequestNotProcessed) failure;
    }

    private static HttpClient usersClient() {
        return HttpClient.newBuilder().sslContext(CERTIFICATE.client()).build();
    }

    /** Each when the answer to the one before is there, so that the limit of its connection is known. */
    private static List<Recording> openOneByOne(Setup setup, int count) {
        List<Recording> opened = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Recording next = setup.get();
            next.readBytes(1);
            opened.add(next);
        }
        return opened;
    }

    private static List<Recording> open(Setup setup, int count) {
        List<Recording> opened = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            opened.add(setup.get());
        }
        return opened;
    }
}
