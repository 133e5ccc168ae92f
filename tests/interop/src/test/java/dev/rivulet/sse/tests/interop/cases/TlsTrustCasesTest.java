package dev.rivulet.sse.tests.interop.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.spi.TransportConfig;
import dev.rivulet.sse.testkit.Response;
import dev.rivulet.sse.testkit.ScriptedServer;
import dev.rivulet.sse.testkit.SelfSigned;
import dev.rivulet.sse.tests.support.TrustsAll;
import java.net.URI;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What went wrong in other clients where a certificate should have been refused, or was refused again and again. */
@OnEachTransport
class TlsTrustCasesTest {
    private static final SelfSigned OTHER = SelfSigned.forHosts("elsewhere.example");

    /** What is wrong with a server's certificate, and what the failure says of it. */
    enum Fault {
        EXPIRED(Certificates.expired(), Certificates.trustingItsAuthority(), "validity check failed"),
        UNKNOWN_AUTHORITY(Wire.SERVER, OTHER.client(), "unable to find valid certification path"),
        OTHER_HOST(OTHER.server(), OTHER.client(), "localhost");

        final SSLContext server;

        /** To which nothing else is wrong with it. */
        final SSLContext client;

        final String reported;

        Fault(SSLContext server, SSLContext client, String reported) {
            this.server = server;
            this.client = client;
            this.reported = reported;
        }
    }

    private final String transport;

    TlsTrustCasesTest(String transport) {
        this.transport = transport;
    }

    @ParameterizedTest
    @EnumSource
    void a_certificate_that_is_at_fault_ends_the_session_and_the_failure_says_how(Fault fault) throws Exception {
        isRefused(fault, TransportConfig.defaults().sslContext(fault.client), fault.reported);
    }

    @ParameterizedTest
    @EnumSource
    void so_it_is_with_the_settings_of_the_jvm(Fault fault) throws Exception {
        isRefused(fault, TransportConfig.defaults(), "");
    }

    @ParameterizedTest
    @EnumSource
    void so_it_is_through_a_tunnel(Fault fault) throws Exception {
        try (var proxy = Tunnel.start()) {
            isRefused(
                    fault,
                    TransportConfig.defaults().sslContext(fault.client).proxySelector(proxy.selector()),
                    fault.reported);
            assertThat(proxy.heads()).hasSize(1);
        }
    }

    private void isRefused(Fault fault, TransportConfig config, String why) throws Exception {
        try (var server = ScriptedServer.start(fault.server);
                var backend = Backend.of(transport, config).needs(Wire.TLS)) {
            Follower follower = backend.follow(Live.get(server.uri("/events")));
            Failure.TlsFailed failure = follower.awaitFailed(Failure.TlsFailed.class);
            assertThat(failure.retryable()).isFalse();
            assertThat(failure.message()).contains(why);
            assertThat(follower.losses()).isEmpty();
            assertThat(server.connections()).isEqualTo(1);
            assertThat(server.requests()).isEmpty();
            server.awaitNoConnections();
        }
    }

    @Test
    void a_version_of_tls_that_is_refused_ends_the_session_and_the_failure_says_so() throws Exception {
        SSLContext old = TrustsAll.ofChainsAndHosts("TLSv1.2");
        try (var server = RawServer.start((tcp, number) -> TlsSockets.accept(Wire.SERVER, tcp, "TLSv1.3"));
                var backend = Backend.of(transport, TransportConfig.defaults().sslContext(old))
                        .needs(Wire.TLS)) {
            Follower follower = backend.follow(Live.get(server.uri("https://localhost")));
            Failure.TlsFailed failure = follower.awaitFailed(Failure.TlsFailed.class);
            assertThat(failure.retryable()).isFalse();
            assertThat(failure.message()).contains("protocol_version");
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1, true", "localhost, false"})
    void an_address_is_looked_for_among_the_addresses_of_the_certificate(String host, boolean accepted)
            throws Exception {
        SelfSigned certificate = SelfSigned.forHosts(host);
        try (var server = stream(certificate.server());
                var backend = Backend.of(transport, TransportConfig.defaults().sslContext(certificate.client()))
                        .needs(Wire.TLS)) {
            Follower follower = backend.follow(Live.get(URI.create("https://127.0.0.1:" + server.port() + "/")));
            if (accepted) {
                follower.awaitData("a");
            } else {
                assertThat(follower.awaitFailed(Failure.TlsFailed.class).message())
                        .contains("127.0.0.1");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_trust_manager_that_accepts_all_certificates_does_not_switch_off_the_check_of_the_host(Fault fault)
            throws Exception {
        try (var server = stream(fault.server);
                var backend = Backend.of(transport, TransportConfig.defaults().sslContext(TrustsAll.ofChains()))
                        .needs(Wire.TLS)) {
            Follower follower = backend.follow(Live.get(server.uri("/events")));
            if (fault == Fault.OTHER_HOST) {
                assertThat(follower.awaitFailed(Failure.TlsFailed.class).retryable())
                        .isFalse();
            } else {
                follower.awaitData("a"); // which is what its user asked for
            }
        }
    }

    /** The one switch for tests: it takes a class of the user's own whose name is as long. */
    @ParameterizedTest
    @EnumSource
    void an_extended_trust_manager_can_switch_off_everything(Fault fault) throws Exception {
        SSLContext nothing = TrustsAll.ofChainsAndHosts();
        try (var server = stream(fault.server);
                var backend = Backend.of(transport, TransportConfig.defaults().sslContext(nothing))
                        .needs(Wire.TLS)) {
            backend.follow(Live.get(server.uri("/events"))).awaitData("a");
        }
    }

    private static ScriptedServer stream(SSLContext tls) {
        return ScriptedServer.startHttp2(tls)
                .otherwise(Response.stream().chunk("data: a\n\n").hang());
    }
}
