package dev.rivulet.sse.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rivulet.sse.http.Phase;
import dev.rivulet.sse.testkit.Response;
import dev.rivulet.sse.testkit.ScriptedServer;
import dev.rivulet.sse.tests.support.Recording;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.EOFException;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A Netty context of the user's, on OpenSSL. */
@Timeout(600)
class OpenSslTest {
    private static final Names RESOLVER = Names.with(Keys.NAME, "127.0.0.1").and("other.example.test", "127.0.0.1");

    @BeforeAll
    static void needsOpenSsl() {
        assumeTrue(OpenSsl.isAvailable(), "netty-tcnative has no library for this system");
    }

    @Test
    void a_stream_comes_over_http11() {
        try (Setup setup = on(ScriptedServer.start(Keys.ONE.showing()), trusting(all -> all))) {
            setup.server.respond(Response.stream().repeat(100, "data: " + "x".repeat(20_000) + "\n\n"));
            Recording recording = setup.get();
            assertThat(recording.readBody()).hasSize(100 * 20_008);
            assertThat(recording.awaitHead().protocol()).isEqualTo("http/1.1");
        }
    }

    @Test
    void streams_share_a_connection_where_the_context_offers_http2() {
        var protocols = new ApplicationProtocolConfig(
                Protocol.ALPN,
                SelectorFailureBehavior.NO_ADVERTISE,
                SelectedListenerFailureBehavior.ACCEPT,
                "h2",
                "http/1.1");
        var server = ScriptedServer.startHttp2(Keys.ONE.showing()).otherwise(Setup.EVENT);
        try (Setup setup = on(server, trusting(all -> all.applicationProtocolConfig(protocols)))) {
            setup.get(10).forEach(stream -> {
                stream.readBytes(Setup.EVENT_BYTES);
                assertThat(stream.awaitHead().protocol()).isEqualTo("h2");
            });
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void http11_is_spoken_where_it_does_not() {
        var server = ScriptedServer.startHttp2(Keys.ONE.showing()).otherwise(Setup.EVENT);
        try (Setup setup = on(server, trusting(all -> all))) {
            assertThat(setup.get().awaitHead().protocol()).isEqualTo("http/1.1");
        }
    }

    @Test
    void the_server_gets_the_name_that_is_asked_for() {
        try (var server = TlsServer.start();
                var transport = Setup.built(builder(trusting(all -> all)))) {
            assertThat(Setup.get(transport, server.uri(Keys.NAME)).readBody()).isEqualTo("data: a\n\n");
            assertThat(server.names).singleElement().asString().contains(Keys.NAME);
        }
    }

    @Test
    void an_address_is_verified() {
        try (var server = TlsServer.start();
                var transport = Setup.built(builder(trusting(all -> all)))) {
            assertThat(Setup.get(transport, server.uri("127.0.0.1")).readBody()).isEqualTo("data: a\n\n");
        }
        try (var server = TlsServer.on("127.0.0.2");
                var transport = Setup.built(builder(trusting(all -> all)))) {
            TlsTest.isRefused(transport, server.uri("127.0.0.2"));
        }
    }

    @Test
    void a_certificate_for_another_name_fails_in_tls() {
        try (var server = TlsServer.start();
                var transport = Setup.built(builder(trusting(all -> all)))) {
            TlsTest.isRefused(transport, server.uri("other.example.test"));
        }
    }

    @Test
    void a_certificate_that_is_not_trusted_fails_in_tls() throws Exception {
        SslContext untrusted =
                SslContextBuilder.forClient().sslProvider(SslProvider.OPENSSL).build();
        try (var server = TlsServer.start();
                var transport = Setup.built(builder(untrusted))) {
            assertThat(Setup.get(transport, server.uri("localhost")).awaitFailed(Phase.TLS))
                    .isInstanceOf(SSLException.class)
                    .rootCause()
                    .hasMessageContaining("unable to find valid certification path");
        }
    }

    @Test
    void a_clients_certificate_is_shown() {
        MutualTlsTest.isLetIn(builder(trusting(all -> all.keyManager(Keys.ONE.keyManagers()))));
    }

    @Test
    void a_client_without_one_is_turned_away_for_good() throws Exception {
        MutualTlsTest.isTurnedAway(builder(trusting(all -> all)));
    }

    @Test
    void an_end_in_the_handshake_is_reported_as_such() {
        try (Setup setup = on(ScriptedServer.start(Keys.ONE.showing()), trusting(all -> all))) {
            setup.server.respond(Response.onAccept().cut());
            assertThat(setup.get().awaitFailed(Phase.TLS)).isInstanceOf(EOFException.class);
        }
    }

    @Test
    void a_body_that_is_cut_fails_after_its_bytes() {
        try (Setup setup = on(ScriptedServer.start(Keys.ONE.showing()), trusting(all -> all))) {
            setup.server.respond(Response.stream().chunk("data: a\n\n").cut());
            Recording recording = setup.get();
            recording.readBytes(Setup.EVENT_BYTES);
            recording.read();
            recording.awaitFailed(Phase.BODY);
        }
    }

    private static SslContext trusting(UnaryOperator<SslContextBuilder> more) {
        try {
            return more.apply(SslContextBuilder.forClient()
                            .sslProvider(SslProvider.OPENSSL)
                            .trustManager(Keys.ONE.trustManagers()))
                    .build();
        } catch (SSLException e) {
            throw new AssertionError(e);
        }
    }

    private static NettyTransportBuilder builder(SslContext context) {
        return NettyTransport.builder().sslContext(context).resolver(RESOLVER);
    }

    private static Setup on(ScriptedServer server, SslContext context) {
        return new Setup(server, builder(context));
    }
}
