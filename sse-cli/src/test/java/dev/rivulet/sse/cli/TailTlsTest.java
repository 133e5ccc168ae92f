package dev.rivulet.sse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.testkit.RecordedRequest;
import dev.rivulet.sse.testkit.Response;
import dev.rivulet.sse.testkit.ScriptedServer;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The options of https, against servers that show a certificate, or ask for one. */
@Execution(ExecutionMode.CONCURRENT)
class TailTlsTest {
    @TempDir
    Path folder;

    @Test
    void a_certificate_is_trusted_by_its_file() {
        try (var server = ScriptedServer.start(context())) {
            server.otherwise(Response.stream().chunk("data: a\n\n"));

            Run run = tail(server, "--cacert", certificate());

            assertThat(run.exitCode()).as(run.toString()).isZero();
            assertThat(run.out()).isEqualTo("a\n");
            assertThat(tail(server).err()).contains("TLS", "--cacert");
        }
    }

    @Test
    void with_an_authority_only_those_it_signed_are_trusted() {
        var other = dev.rivulet.sse.testkit.SelfSigned.localhost();
        try (var server = ScriptedServer.start(other.server())) {
            assertThat(tail(server, "--cacert", certificate()).err()).contains("The TLS handshake failed");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"netty", "jdkhttp"})
    void a_server_that_asks_for_a_certificate_is_shown_one(String transport) throws Exception {
        try (var server = new ClientCertificateServer(context())) {
            String bundle = TlsFiles.write(folder, "both.pem", TlsFiles.CERTIFICATE + TlsFiles.KEY);

            Run separate = tail(
                    server.url(),
                    "--cacert",
                    certificate(),
                    "--cert",
                    certificate(),
                    "--key",
                    key(),
                    "--transport",
                    transport);
            Run together = tail(server.url(), "--cacert", certificate(), "--cert", bundle, "--transport", transport);

            assertThat(List.of(separate, together))
                    .allSatisfy(run -> assertThat(run.out()).as(run.toString()).isEqualTo("CN=localhost\n"));
        }
    }

    @Test
    void a_key_that_is_not_the_certificates_is_refused_before_anything_is_sent() throws Exception {
        byte[] other = KeyPairGenerator.getInstance("EC")
                .generateKeyPair()
                .getPrivate()
                .getEncoded();
        byte[] ofAnotherKind = KeyPairGenerator.getInstance("RSA")
                .generateKeyPair()
                .getPrivate()
                .getEncoded();
        for (byte[] each : List.of(other, ofAnotherKind)) {
            String key = TlsFiles.write(
                    folder,
                    "other.key",
                    "-----BEGIN PRIVATE KEY-----\n" + Base64.getEncoder().encodeToString(each)
                            + "\n-----END PRIVATE KEY-----");

            Run run = tail("https://localhost:1/", "--cert", certificate(), "--key", key);

            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.err()).contains("is not that of the first certificate");
        }
    }

    @Test
    void a_certificate_without_its_key_is_an_error() {
        assertThat(tail("https://localhost:1/", "--cert", certificate()).err()).contains("has no private key in PEM");
    }

    @ParameterizedTest
    @CsvSource({"--http1.1, http/1.1", "--http2, h2"})
    void the_highest_version_of_http_is_asked_for(String option, String protocol) {
        try (var server = ScriptedServer.startHttp2(context())) {
            server.otherwise(Response.stream().chunk("data: a\n\n"));

            Run run = tail(server, "--cacert", certificate(), option);

            assertThat(run.out()).as(run.toString()).isEqualTo("a\n");
            assertThat(server.requests()).extracting(RecordedRequest::protocol).containsExactly(protocol);
        }
    }

    private String certificate() {
        return TlsFiles.write(folder, "localhost.pem", TlsFiles.CERTIFICATE);
    }

    private String key() {
        return TlsFiles.write(folder, "localhost.key", TlsFiles.KEY);
    }

    private SSLContext context() {
        return TlsContext.of(
                UncheckedCertificates.trust(),
                TlsContext.showing(Pem.read("--cert", certificate()), Pem.read("--key", key())));
    }

    private static Run tail(ScriptedServer server, String... options) {
        return tail(server.uri("/").toString(), options);
    }

    private static Run tail(String url, String... options) {
        List<String> arguments = new ArrayList<>(List.of("tail", url, "--no-reconnect"));
        arguments.addAll(List.of(options));
        return Run.sse(arguments.toArray(String[]::new));
    }
}
