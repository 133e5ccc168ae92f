package dev.rivulet.sse.http3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rivulet.sse.SseClient;
import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.SseSession;
import dev.rivulet.sse.netty.NettyTransport;
import dev.rivulet.sse.policy.ReconnectPolicy;
import dev.rivulet.sse.spi.TransportConfig;
import dev.rivulet.sse.testkit.Response;
import dev.rivulet.sse.testkit.ScriptedServer;
import dev.rivulet.sse.tests.support.LeftToFull;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A firewall of the system that begins to drop UDP: nftables, which needs root. */
@Timeout(240)
@LeftToFull
class BlockedUdpTest {
    private final ScriptedServer tcp = ScriptedServer.startHttp2(Opened.KEY.server());
    private final ScriptedServer udp = ScriptedServer.startHttp3(Opened.KEY);
    private final String table = "inet rivulet_test_" + udp.port();

    @AfterEach
    void close() throws Exception {
        nft("delete table " + table); // fails where there is none
        tcp.close();
        udp.close();
    }

    /** What it says where it fails; null if it does not. */
    private static String nft(String rules) throws Exception {
        Process process;
        try {
            process = new ProcessBuilder("nft", "-f", "-")
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            return "nft is missing; to install it on Debian: apt install nftables";
        }
        try (var input = process.getOutputStream()) {
            input.write(rules.getBytes(StandardCharsets.US_ASCII));
        }
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.waitFor() == 0 ? null : "nft: " + said;
    }

    /** Only on loopback, and only of the test's port. */
    private void dropUdp() throws Exception {
        String failure = nft("""
                table %s {
                    chain input {
                        type filter hook input priority 0;
                        iifname "lo" udp dport %d drop
                        iifname "lo" udp sport %d drop
                    }
                }
                """.formatted(table, udp.port(), udp.port()));
        assumeTrue(failure == null, failure);
    }

    @Test
    void a_session_whose_udp_the_system_drops_in_mid_stream_resumes_over_tcp_and_loses_nothing() throws Exception {
        Response offering = Response.status(200)
                .header("Content-Type", "text/event-stream")
                .header("Alt-Svc", "h3=\":" + udp.port() + "\"");
        tcp.respond(offering.chunk("id: 1\ndata: 1\n\n"));
        udp.respond(Response.stream().chunk("id: 2\ndata: 2\n\n").hang());
        tcp.otherwise(offering.chunk("id: 3\ndata: 3\n\n").hang());
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
            dropUdp();
            await().until(() -> received.contains("3"));
            session.close();
        }
        assertThat(received).containsExactly("1", "2", "3");
        assertThat(udp.awaitRequest(1).lastEventId()).isEqualTo("1");
        assertThat(tcp.awaitRequest(2).lastEventId()).isEqualTo("2");
    }
}
