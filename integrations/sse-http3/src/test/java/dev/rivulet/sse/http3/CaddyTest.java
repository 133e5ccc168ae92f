package dev.rivulet.sse.http3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rivulet.sse.SseClient;
import dev.rivulet.sse.SseEvent;
import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.SseSession;
import dev.rivulet.sse.SseStream;
import dev.rivulet.sse.http.Phase;
import dev.rivulet.sse.testkit.Gate;
import dev.rivulet.sse.testkit.Response;
import dev.rivulet.sse.testkit.ScriptedServer;
import dev.rivulet.sse.testkit.SelfSigned;
import dev.rivulet.sse.tests.support.Daemon;
import dev.rivulet.sse.tests.support.LeftToFull;
import dev.rivulet.sse.tests.support.Recording;
import dev.rivulet.sse.tests.support.ServerKey;
import java.net.URI;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import javax.net.ssl.X509ExtendedTrustManager;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Through Debian's caddy, whose HTTP/3 is quic-go's. */
@Timeout(240)
class CaddyTest {
    private static final String CONFIGURATION = """
            {
                admin off
                auto_https off
                grace_period 1s
            }
            https://:%d {
                bind 127.0.0.1
                tls localhost.pem localhost.pem
                @origin path_regexp origin ^/([0-9]+)(/.*)$
                handle @origin {
                    rewrite * {re.origin.2}
                    reverse_proxy 127.0.0.1:{re.origin.1} {
                        header_up Client {http.request.remote}
                    }
                }
            }
            """;

    private static Daemon caddy;
    private static int port;
    private static X509ExtendedTrustManager trust;

    private final ScriptedServer origin = ScriptedServer.start();

    @BeforeAll
    static void start() throws Exception {
        caddy = Daemon.of("caddy");
        String pem = ServerKey.localhost().pem();
        trust = new PemKey(pem).trust();
        port = Daemon.freePort();
        caddy.write("localhost.pem", pem);
        caddy.write("configuration", CONFIGURATION.formatted(port));
        run();
    }

    private static void run() throws Exception {
        caddy.start(port, "run", "--config", "configuration", "--adapter", "caddyfile");
        caddy.await("it listens for UDP too", said -> said.contains("serving initial configuration"));
    }

    @AfterAll
    static void stop() throws Exception {
        if (caddy != null) {
            caddy.close();
        }
    }

    @AfterEach
    void close() {
        origin.close();
    }

    private URI uri(int udpPort) {
        return URI.create("https://localhost:" + udpPort + "/" + origin.port() + "/events");
    }

    private static SseClient client() throws Exception {
        return SseClient.builder()
                .transport(Http3Transport.builder()
                        .trust(trust)
                        .maxIdleTimeout(Duration.ofSeconds(6))
                        .build())
                .build();
    }

    @Test
    void a_stream_is_read_with_its_last_event_id_and_a_cancel_reaches_the_origin() throws Exception {
        origin.respond(Response.stream().chunk("id: 8\ndata: a\n\n").hang());
        try (var client = client();
                SseStream<SseEvent> events =
                        client.stream(SseRequest.get(uri(port)).lastEventId("7"))) {
            assertThat(events.next().data()).isEqualTo("a");
            assertThat(origin.awaitRequest(1).lastEventId()).isEqualTo("7");
            events.close();
            origin.awaitDisconnect(1);
        }
    }

    @Test
    void a_paused_stream_and_a_cancelled_one_leave_the_others_alone() throws Exception {
        var more = new Gate();
        origin.respond(
                Response.stream().repeat(64, new byte[1 << 20]),
                Response.stream().chunk("x").hang(),
                Response.stream().chunk("a").await(more).chunk("b"));
        try (var transport = Http3Transport.builder().trust(trust).build()) {
            Recording paused = Opened.get(transport, uri(port));
            paused.awaitHead();
            Recording cancelled = Opened.get(transport, uri(port));
            cancelled.readBytes(1);
            Recording other = Opened.get(transport, uri(port));
            other.readBytes(1);
            cancelled.cancel();
            origin.awaitDisconnect(2);
            more.open();
            assertThat(other.readBody()).isEqualTo("ab");
            paused.cancel();
            origin.awaitDisconnect(1);
        }
    }

    @Test
    @LeftToFull
    void a_hundred_streams_share_one_connection_and_one_that_is_not_read_holds_back_none() throws Exception {
        var all = new Gate();
        origin.respond(Response.stream().repeat(100, new byte[1 << 20]));
        origin.otherwise(Response.stream().await(all).repeat(10, "0123456789".repeat(1_000)));
        try (var transport = Http3Transport.builder().trust(trust).build()) {
            Recording paused = Opened.get(transport, uri(port));
            paused.awaitHead();
            List<Recording> fast = new ArrayList<>();
            for (int i = 1; i < 100; i++) {
                fast.add(Opened.get(transport, uri(port)));
            }
            origin.awaitRequests(100);
            all.open();
            for (Recording each : fast) {
                assertThat(each.readBody()).hasSize(100_000);
            }
            assertThat(origin.requests())
                    .extracting(request -> request.headers().first("Client"))
                    .containsOnly(origin.awaitRequest(1).headers().first("Client"));
            paused.cancel();
            origin.awaitReset(1);
        }
    }

    @Test
    @LeftToFull
    void a_stream_that_is_silent_for_three_idle_times_stays_open() throws Exception {
        origin.respond(Response.stream()
                .chunk("a")
                .pause(Opened.IDLE_TIME.multipliedBy(3))
                .chunk("b"));
        try (var transport = Http3Transport.builder()
                .trust(trust)
                .maxIdleTimeout(Opened.IDLE_TIME)
                .build()) {
            assertThat(Opened.get(transport, uri(port)).readBody()).isEqualTo("ab");
        }
    }

    @Test
    void a_certificate_that_is_not_trusted_fails_in_tls_and_says_why() throws Exception {
        try (var transport =
                Http3Transport.builder().trust(SelfSigned.localhost().trust()).build()) {
            Throwable cause = Opened.get(transport, uri(port)).awaitFailed(Phase.TLS);
            assertThat(cause).hasRootCauseInstanceOf(Exception.class).cause().isInstanceOf(CertificateException.class);
        }
    }

    @Test
    void events_come_whole_and_in_order_through_a_network_that_loses_packets() throws Exception {
        origin.otherwise(request -> events(request.lastEventId(), 1_000));
        try (var relay = new UdpRelay(port).losing(5);
                var client = client()) {
            assertThat(received(client, uri(relay.port()), 1_000)).isEqualTo(numbers(1_000));
        }
    }

    @Test
    void a_nat_that_changes_its_port_loses_no_event() throws Exception {
        var changed = new Gate();
        origin.otherwise(request -> request.lastEventId().isEmpty()
                ? events("", 10).await(changed).chunk("id: 11\ndata: 11\n\n").hang()
                : events(request.lastEventId(), 11).hang());
        List<String> received = new CopyOnWriteArrayList<>();
        try (var relay = new UdpRelay(port);
                var client = client()) {
            SseSession session =
                    client.subscribe(SseRequest.get(uri(relay.port())), event -> received.add(event.data()));
            await().until(() -> received.size() == 10);
            relay.changePort();
            changed.open();
            await().until(() -> received.size() == 11);
            session.close();
        }
        assertThat(received).isEqualTo(numbers(11));
    }

    @Test
    @LeftToFull
    void a_restart_of_the_server_loses_no_event_and_doubles_none() throws Exception {
        origin.otherwise(
                request -> events(request.lastEventId(), request.lastEventId().isEmpty() ? 10 : 20)
                        .hang());
        List<String> received = new CopyOnWriteArrayList<>();
        try (var client = client()) {
            SseSession session = client.subscribe(SseRequest.get(uri(port)), event -> received.add(event.data()));
            await().until(() -> received.size() == 10);
            caddy.stop();
            run();
            await().until(() -> received.size() == 20);
            session.close();
        }
        assertThat(received).isEqualTo(numbers(20));
        assertThat(origin.awaitRequests(2).get(1).lastEventId()).isEqualTo("10");
    }

    private static Response events(String after, int last) {
        Response response = Response.stream();
        for (int i = after.isEmpty() ? 1 : Integer.parseInt(after) + 1; i <= last; i++) {
            response = response.chunk("id: " + i + "\ndata: " + i + "\n\n");
        }
        return response;
    }

    private static List<String> received(SseClient client, URI uri, int count) throws Exception {
        List<String> received = new CopyOnWriteArrayList<>();
        SseSession session = client.subscribe(SseRequest.get(uri), event -> received.add(event.data()));
        await().until(() -> received.size() >= count);
        session.close();
        return received;
    }

    private static List<String> numbers(int last) {
        return IntStream.rangeClosed(1, last).mapToObj(Integer::toString).toList();
    }
}
