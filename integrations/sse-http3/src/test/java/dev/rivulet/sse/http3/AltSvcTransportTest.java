package dev.rivulet.sse.http3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rivulet.sse.SseClient;
import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.SseSession;
import dev.rivulet.sse.http.Phase;
import dev.rivulet.sse.netty.NettyTransport;
import dev.rivulet.sse.policy.ReconnectPolicy;
import dev.rivulet.sse.spi.Transport;
import dev.rivulet.sse.spi.TransportConfig;
import dev.rivulet.sse.testkit.Response;
import dev.rivulet.sse.testkit.ScriptedServer;
import dev.rivulet.sse.testkit.SelfSigned;
import dev.rivulet.sse.tests.support.LeftToFull;
import dev.rivulet.sse.tests.support.Recording;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An origin over TCP, which says that it speaks HTTP/3 on another port. */
@Timeout(240)
class AltSvcTransportTest {
    private static final Duration LONG = Duration.ofMinutes(1); // for a handshake on a busy machine

    private final ScriptedServer tcp = ScriptedServer.startHttp2(Opened.KEY.server());
    private final ScriptedServer udp = ScriptedServer.startHttp3(Opened.KEY);

    @AfterEach
    void close() {
        tcp.close();
        udp.close();
    }

    private static Transport both(Duration handshake, Duration headStart) throws Exception {
        return new AltSvcTransport(
                Opened.transport().build(),
                NettyTransport.create(TransportConfig.defaults().sslContext(Opened.KEY.client())),
                false,
                handshake,
                headStart);
    }

    private Response offering(String... more) {
        return Response.status(200)
                .header("Content-Type", "text/event-stream")
                .header("Alt-Svc", "h3=\":" + udp.port() + "\"" + String.join("", more));
    }

    @Test
    void the_request_after_the_offer_goes_over_http3_in_the_name_of_the_origin() throws Exception {
        tcp.otherwise(offering().chunk("tcp"));
        udp.otherwise(Response.status(200).chunk("udp"));
        try (var transport = both(LONG, LONG)) {
            Recording first = Opened.get(transport, tcp.uri("/a?b=c"));
            assertThat(first.awaitHead().protocol()).isEqualTo("h2");
            assertThat(first.readBody()).isEqualTo("tcp");
            Recording second = Opened.get(transport, tcp.uri("/a?b=c"));
            assertThat(second.awaitHead().protocol()).isEqualTo("h3");
            assertThat(second.readBody()).isEqualTo("udp");
            assertThat(udp.awaitRequest(1).target()).isEqualTo("/a?b=c");
            assertThat(udp.awaitRequest(1).headers().first("host")).isEqualTo("localhost:" + tcp.port());
        }
    }

    @Test
    void an_open_stream_stays_where_it_is() throws Exception {
        tcp.otherwise(offering().chunk("a").hang());
        try (var transport = both(LONG, LONG)) {
            Recording open = Opened.get(transport, tcp.uri("/"));
            open.readBytes(1);
            udp.respond(Response.status(200).chunk("udp"));
            assertThat(Opened.get(transport, tcp.uri("/")).readBody()).isEqualTo("udp");
            assertThat(open.isOver()).isFalse();
            assertThat(tcp.openConnections()).isEqualTo(1);
        }
    }

    @Test
    void clear_takes_the_offer_back_and_so_does_a_421() throws Exception {
        tcp.otherwise(offering().chunk("tcp"));
        udp.respond(
                Response.status(200).header("Alt-Svc", "clear").chunk("udp"),
                Response.status(421).chunk("misdirected"));
        try (var transport = both(LONG, LONG)) {
            for (String expected : List.of("tcp", "udp", "tcp", "misdirected", "tcp")) {
                assertThat(Opened.get(transport, tcp.uri("/")).readBody()).isEqualTo(expected);
            }
        }
    }

    @Test
    void where_udp_is_blocked_the_request_goes_over_tcp_and_is_sent_once() throws Exception {
        tcp.otherwise(offering().chunk("tcp"));
        udp.dropPackets(true);
        try (var transport = both(Duration.ofSeconds(1), Duration.ofMillis(300))) {
            for (int i = 1; i <= 3; i++) {
                Recording each = Opened.open(transport, new Recording(), "POST", tcp.uri("/"), new byte[] {1});
                assertThat(each.readBody()).isEqualTo("tcp");
                assertThat(tcp.requests()).hasSize(i);
            }
            assertThat(udp.connections()).isZero();
        }
    }

    @Test
    void an_alternative_without_a_server_is_left_alone() throws Exception {
        tcp.otherwise(offering().chunk("tcp"));
        udp.close();
        try (var transport = both(LONG, LONG)) {
            for (int i = 0; i < 3; i++) {
                assertThat(Opened.get(transport, tcp.uri("/")).readBody()).isEqualTo("tcp");
            }
        }
    }

    @Test
    void an_alternative_with_a_certificate_that_is_not_trusted_is_not_used() throws Exception {
        try (var other = ScriptedServer.startHttp3(SelfSigned.localhost());
                var transport = both(LONG, LONG)) {
            tcp.otherwise(Response.status(200)
                    .header("Alt-Svc", "h3=\":" + other.port() + "\"")
                    .chunk("tcp"));
            for (int i = 0; i < 3; i++) {
                assertThat(Opened.get(transport, tcp.uri("/")).readBody()).isEqualTo("tcp");
            }
            assertThat(other.requests()).isEmpty();
        }
    }

    @Test
    void a_transport_that_cannot_prepare_is_followed_by_the_other_where_it_does_not_connect() throws Exception {
        tcp.otherwise(Response.status(200).header("Alt-Svc", "http/1.1=\":1\"").chunk("tcp"));
        try (var transport = AltSvcTransport.of(
                NettyTransport.create(TransportConfig.defaults()
                        .httpVersion(TransportConfig.HttpVersion.HTTP_1_1)
                        .sslContext(Opened.KEY.client())),
                NettyTransport.create(TransportConfig.defaults().sslContext(Opened.KEY.client())))) {
            for (int i = 0; i < 3; i++) {
                Recording each = new Recording();
                Opened.open(transport, each, "GET", tcp.uri("/"), null);
                each.read();
                assertThat(each.readBody()).isEqualTo("tcp");
            }
        }
    }

    @Test
    void a_cancel_while_it_is_undecided_leaves_nothing() throws Exception {
        tcp.otherwise(offering().chunk("tcp"));
        try (var transport = both(LONG, LONG)) {
            Opened.get(transport, tcp.uri("/")).readBody();
            udp.dropPackets(true);
            Recording cancelled = Opened.get(transport, tcp.uri("/"));
            cancelled.cancel();
            cancelled.assertSilent();
            assertThat(tcp.requests()).hasSize(1);
        }
    }

    @Test
    void by_name_http3_is_tried_at_once_and_what_tls_refuses_is_reported() throws Exception {
        udp.otherwise(Response.status(200).chunk("udp"));
        try (var transport = new AltSvcTransport(
                        Opened.transport().build(),
                        NettyTransport.create(TransportConfig.defaults()),
                        true,
                        LONG,
                        LONG);
                var wrong = new AltSvcTransport(
                        Http3Transport.builder()
                                .trust(SelfSigned.localhost().trust())
                                .build(),
                        NettyTransport.create(TransportConfig.defaults()),
                        true,
                        LONG,
                        LONG)) {
            assertThat(Opened.get(transport, udp.uri("/")).readBody()).isEqualTo("udp");
            Opened.get(wrong, udp.uri("/")).awaitFailed(Phase.TLS);
        }
    }

    @Test
    @LeftToFull
    void a_session_whose_udp_is_blocked_in_mid_stream_resumes_over_tcp_and_loses_nothing() throws Exception {
        tcp.respond(offering().chunk("id: 1\ndata: 1\n\n"));
        udp.respond(Response.stream().chunk("id: 2\ndata: 2\n\n").hang());
        tcp.otherwise(offering().chunk("id: 3\ndata: 3\n\n").hang());
        List<String> received = new CopyOnWriteArrayList<>();
        var transport = new AltSvcTransport(
                Opened.transport().maxIdleTimeout(Duration.ofSeconds(6)).build(),
                NettyTransport.create(TransportConfig.defaults().sslContext(Opened.KEY.client())),
                false,
                Duration.ofSeconds(10),
                Duration.ofSeconds(8));
        try (var client = SseClient.builder().transport(transport).build()) {
            SseRequest request = SseRequest.get(tcp.uri("/"))
                    .reconnect(ReconnectPolicy.defaults().initialDelay(Duration.ofMillis(10)));
            SseSession session = client.subscribe(request, event -> received.add(event.data()));
            await().until(() -> received.contains("2"));
            udp.dropPackets(true);
            await().until(() -> received.contains("3"));
            session.close();
        }
        assertThat(received).containsExactly("1", "2", "3");
        assertThat(udp.awaitRequest(1).lastEventId()).isEqualTo("1");
        assertThat(tcp.awaitRequest(2).lastEventId()).isEqualTo("2");
    }
}
