package dev.rivulet.sse.http3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.SessionState;
import dev.rivulet.sse.SseClient;
import dev.rivulet.sse.SseEvent;
import dev.rivulet.sse.SseException;
import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.SseSubscriber;
import dev.rivulet.sse.http.Phase;
import dev.rivulet.sse.testkit.Gate;
import dev.rivulet.sse.testkit.Response;
import dev.rivulet.sse.testkit.ScriptedServer;
import dev.rivulet.sse.tests.support.LeftToFull;
import dev.rivulet.sse.tests.support.Recording;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Silent streams, and networks that no longer carry UDP. */
@Timeout(240)
class KeepAliveTest {
    private final ScriptedServer server = ScriptedServer.startHttp3(Opened.KEY);

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    @LeftToFull
    void a_stream_that_is_silent_for_three_idle_times_stays_open() throws Exception {
        server.idleTimeout(Opened.IDLE_TIME);
        server.respond(Response.stream()
                .chunk("a")
                .pause(Opened.IDLE_TIME.multipliedBy(3))
                .chunk("b"));
        try (var transport = Opened.transport().build()) {
            assertThat(Opened.get(transport, server.uri("/")).readBody()).isEqualTo("ab");
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    @LeftToFull
    void unanswered_keep_alives_fail_the_stream_before_the_idle_time_is_over() throws Exception {
        server.respond(Response.stream().chunk("a").hang());
        try (var transport =
                Opened.transport().maxIdleTimeout(Duration.ofSeconds(20)).build()) {
            Recording recording = Opened.get(transport, server.uri("/"));
            recording.readBytes(1);
            server.dropPackets(true);
            assertThat(recording.readAll().awaitFailed(Phase.BODY))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("no answer to 2 keep-alives");
        }
    }

    @Test
    void a_silent_end_of_the_connection_is_a_failure_of_its_own_kind() throws Exception {
        server.respond(Response.stream().chunk("a").hang());
        try (var transport = Opened.transport()
                .maxIdleTimeout(Duration.ofSeconds(3))
                .keepAlives(false)
                .build()) {
            Recording recording = Opened.get(transport, server.uri("/"));
            recording.readBytes(1);
            server.dropPackets(true);
            Throwable cause = recording.readAll().awaitFailed(Phase.BODY);
            assertThat(cause).isInstanceOf(SseException.class);
            assertThat(((SseException) cause).failure())
                    .isEqualTo(new Failure.ConnectionExpired(Duration.ofSeconds(3)));
        }
    }

    @Test
    void a_session_whose_packets_were_dropped_resumes_on_a_new_connection() throws Exception {
        var more = new Gate();
        server.respond(
                Response.stream().chunk("id: 1\ndata: a\n\n").await(more),
                Response.stream().chunk("id: 2\ndata: b\n\n").hang());
        List<String> received = new CopyOnWriteArrayList<>();
        List<Failure> losses = new CopyOnWriteArrayList<>();
        try (var client = SseClient.builder()
                .transport(
                        Opened.transport().maxIdleTimeout(Duration.ofSeconds(6)).build())
                .build()) {
            client.subscribe(SseRequest.get(server.uri("/prices")), new SseSubscriber<SseEvent>() {
                @Override
                public void onEvent(SseEvent event) {
                    received.add(event.data());
                }

                @Override
                public void onState(SessionState state) {
                    if (state instanceof SessionState.BackingOff lost) {
                        losses.add(lost.failure());
                        server.dropPackets(false); // the other network is there
                    }
                }
            });
            await().until(() -> received.contains("a"));
            server.dropPackets(true);
            await().until(() -> received.contains("b"));
        }
        assertThat(received).containsExactly("a", "b");
        assertThat(losses).hasSizeGreaterThanOrEqualTo(1);
        assertThat(server.awaitRequest(2).lastEventId()).isEqualTo("1");
        assertThat(server.awaitRequest(2).connection()).isEqualTo(2);
    }
}
