package dev.rivulet.sse.jdkhttp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.http.Headers;
import dev.rivulet.sse.spi.TransportConfig;
import dev.rivulet.sse.testkit.Gate;
import dev.rivulet.sse.testkit.Response;
import dev.rivulet.sse.testkit.ScriptedServer;
import dev.rivulet.sse.testkit.SelfSigned;
import dev.rivulet.sse.tests.support.Recording;
import java.net.URI;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(600)
class CancelTest {
    @Test
    void while_connecting_nothing_is_ever_connected() throws InterruptedException {
        try (var setup = Setup.plain()) {
            setup.server.ignoreConnections();
            Recording recording = setup.get();
            recording.assertSilent();
            recording.cancel();
            setup.server.acceptConnections();
            recording.assertSilent();
            assertThat(recording.calls()).isEmpty();
            assertThat(setup.server.connections()).isZero();
        }
    }

    @Test
    void in_the_tls_handshake_the_connection_is_closed() throws InterruptedException {
        try (var setup = Setup.plain(Response.onAccept().hang())) {
            Recording recording = setup.get(URI.create("https://localhost:" + setup.server.port()));
            setup.server.awaitConnections(1);
            cancelledIsClosedAndSilent(setup, recording);
        }
    }

    @Test
    void while_the_request_is_sent_the_connection_is_closed() throws InterruptedException {
        var gate = new Gate();
        try (var setup = Setup.plain(Response.onAccept().await(gate))) {
            Recording recording = setup.post(new byte[64 << 20]);
            gate.awaitReached();
            recording.assertSilent();
            recording.cancel();
            gate.open();
            setup.server.awaitDisconnect(1);
            assertThat(setup.server.requests()).isEmpty();
            assertThat(recording.calls()).isEmpty();
        }
    }

    @Test
    void while_the_head_is_awaited_the_connection_is_closed() throws InterruptedException {
        try (var setup = Setup.plain(Response.noAnswer())) {
            Recording recording = setup.get();
            setup.server.awaitRequests(1);
            cancelledIsClosedAndSilent(setup, recording);
        }
    }

    @Test
    void before_the_first_read_the_connection_is_closed() throws InterruptedException {
        try (var setup = Setup.plain(Response.stream().chunk("data: a\n\n").hang())) {
            Recording recording = setup.get();
            recording.awaitHead();
            cancelledIsClosedAndSilent(setup, recording);
        }
    }

    @Test
    void between_bursts_the_connection_is_closed() throws InterruptedException {
        try (var setup = Setup.plain(Response.stream().chunk("data: a\n\n").hang())) {
            Recording recording = setup.get();
            recording.readBurst();
            cancelledIsClosedAndSilent(setup, recording);
        }
    }

    @Test
    void with_a_credit_out_the_connection_is_closed() throws InterruptedException {
        for (var framing : new Response[] {
            Response.stream(),
            Response.status(200).closeDelimited(),
            Response.status(200).header("Content-Length", "1000")
        }) {
            try (var setup = Setup.plain(framing.chunk("data: a\n\n").hang())) {
                Recording recording = setup.get();
                recording.readBurst();
                recording.read();
                recording.assertSilent();
                cancelledIsClosedAndSilent(setup, recording);
            }
        }
    }

    @Test
    void while_the_server_is_held_back_the_connection_is_closed() throws InterruptedException {
        try (var setup = Setup.plain(Response.stream().repeat(4_000, new byte[16_384]))) {
            Recording recording = setup.get();
            recording.readBurst();
            recording.assertSilent();
            cancelledIsClosedAndSilent(setup, recording);
        }
    }

    @Test
    void inside_every_callback_the_connection_is_closed_and_no_other_callback_begins() throws InterruptedException {
        for (String callback : new String[] {"head", "bytes", "burstEnd"}) {
            try (var setup =
                    Setup.plain(Response.stream().send("1\r\nx\r\n".repeat(80)).hang())) {
                var recording = new Recording();
                recording.inside(callback, recording::cancel);
                setup.open(Setup.request("GET", setup.server.uri("/"), Headers.none(), null), recording);
                recording.read();
                setup.server.awaitDisconnect(1);
                recording.assertSilent();
                assertThat(recording.calls()).endsWith(callback);
                assertThat(recording.count(callback)).isOne();
            }
        }
    }

    @Test
    void inside_the_last_burst_the_connection_is_not_used_again() {
        try (var setup = Setup.plain(Response.stream().chunk("last"), Response.status(204))) {
            var recording = new Recording();
            recording.inside("bytes", recording::cancel);
            setup.open(Setup.request("GET", setup.server.uri("/"), Headers.none(), null), recording);
            recording.read();
            setup.server.awaitDisconnect(1);
            setup.get().awaitEnd();
            assertThat(setup.server.awaitRequest(2).connection()).isEqualTo(2);
        }
    }

    @Test
    void over_tls_the_connection_is_closed_in_every_phase() throws InterruptedException {
        SelfSigned certificate = SelfSigned.localhost();
        try (var setup = new Setup(
                ScriptedServer.start(certificate.server())
                        .respond(
                                Response.noAnswer(),
                                Response.stream().chunk("a").hang()),
                JdkHttpTransport.create(TransportConfig.defaults().sslContext(certificate.client())))) {
            Recording waiting = setup.get();
            setup.server.awaitRequests(1);
            cancelledIsClosedAndSilent(setup, waiting);
            Recording streaming = setup.get();
            streaming.readBurst();
            streaming.cancel();
            setup.server.awaitDisconnect(2);
        }
    }

    @Test
    void after_the_end_nothing_happens_and_the_connection_is_kept_for_the_next() throws InterruptedException {
        try (var setup = Setup.plain(Response.stream().chunk("a"), Response.status(204))) {
            Recording recording = setup.get().readAll().awaitEnd();
            recording.cancel();
            recording.read();
            recording.assertSilent();
            setup.get().awaitEnd();
            assertThat(setup.server.awaitRequest(2).connection()).isOne();
        }
    }

    @Test
    void at_any_moment_the_connection_is_closed() throws InterruptedException {
        try (var setup = Setup.plain()) {
            setup.server.otherwise(Response.stream().repeat(20, "data: x\n\n").hang());
            for (int i = 0; i < 400; i++) {
                Recording recording = setup.get();
                recording.read();
                LockSupport.parkNanos(ThreadLocalRandom.current().nextInt(1_500_000));
                recording.cancel();
                recording.cancel();
            }
            setup.server.awaitNoConnections();
            Thread.sleep(50);
            setup.server.awaitNoConnections(); // of those that were accepted late, too
        }
    }

    private static void cancelledIsClosedAndSilent(Setup setup, Recording recording) throws InterruptedException {
        var before = recording.calls();
        recording.cancel();
        recording.cancel();
        recording.read();
        setup.server.awaitDisconnect(1);
        recording.assertSilent();
        assertThat(recording.calls()).isEqualTo(before);
    }
}
