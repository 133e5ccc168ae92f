package dev.rivulet.sse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.testkit.RecordedRequest;
import dev.rivulet.sse.testkit.Response;
import dev.rivulet.sse.testkit.ScriptedServer;
import dev.rivulet.sse.testkit.SelfSigned;
import java.nio.file.Path;
import java.security.cert.CertificateEncodingException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands over HTTP/3, against a server that speaks nothing else, and one that speaks TCP beside it. */
@Timeout(240)
class Http3Test {
    private static final SelfSigned KEY = SelfSigned.localhost();

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"--transport=http3", "--http3-only", "--http3"})
    void a_stream_is_printed_and_its_heads_name_the_protocol(String option) {
        try (var server = ScriptedServer.startHttp3(KEY);
                var patient = new PatientHttp3()) {
            server.otherwise(Response.stream().chunk("data: a\n\n"));

            Run run = tail(server, "--no-reconnect", "-v", "--cacert", certificate(), "--connect-timeout=60", option);

            assertThat(run.exitCode()).as(run.toString()).isZero();
            assertThat(run.out()).isEqualTo("a\n");
            assertThat(run.errLines())
                    .contains("* transport " + (option.equals("--http3") ? "altsvc" : "http3"), "< HTTP/3 200");
            assertThat(server.requests()).extracting(RecordedRequest::protocol).containsExactly("h3");
        }
    }

    @Test
    void a_certificate_that_is_not_trusted_is_refused_with_the_option_that_trusts_it() {
        try (var server = ScriptedServer.startHttp3(KEY)) {
            server.otherwise(Response.stream().chunk("data: a\n\n"));

            Run run = tail(server, "--no-reconnect", "--http3-only", "--connect-timeout=60");

            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.err()).contains("TLS", "--cacert");
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void an_unchecked_certificate_is_accepted_with_a_warning() {
        try (var server = ScriptedServer.startHttp3(SelfSigned.forHosts("localhost"))) {
            server.otherwise(Response.stream().chunk("data: a\n\n"));
            String otherName = "https://127.0.0.1:" + server.port() + "/";

            Run run = Run.sse("tail", otherName, "--no-reconnect", "--http3-only", "-k", "--connect-timeout=60");

            assertThat(run.out()).as(run.toString()).isEqualTo("a\n");
            assertThat(run.err()).contains("-k: the server's certificate is not checked");
        }
    }

    @Test
    void where_nothing_answers_over_udp_tcp_is_used() {
        try (var server = ScriptedServer.startHttp2(KEY.server())) {
            server.otherwise(Response.stream().chunk("data: a\n\n"));

            Run run = tail(server, "--no-reconnect", "--http3", "-v", "--cacert", certificate());

            assertThat(run.out()).as(run.toString()).isEqualTo("a\n");
            assertThat(run.errLines()).contains("* transport altsvc", "< HTTP/2 200");
        }
    }

    @Test
    void by_its_name_the_transport_that_falls_back_waits_for_the_offer() {
        try (var tcp = ScriptedServer.startHttp2(KEY.server());
                var udp = ScriptedServer.startHttp3(KEY);
                var patient = new PatientHttp3()) {
            tcp.respond(Response.stream()
                    .header("Alt-Svc", "h3=\":" + udp.port() + "\"")
                    .chunk("retry: 100\ndata: tcp\n\n"));
            tcp.otherwise(Response.status(204));
            udp.respond(Response.stream().chunk("data: udp\n\n"));
            udp.otherwise(Response.status(204));

            Run run = tail(tcp, "--transport", "altsvc", "--cacert", certificate(), "--connect-timeout=60");

            assertThat(run.outLines()).as(run.toString()).containsExactly("tcp", "udp");
            assertThat(tcp.requests()).hasSize(1);
            assertThat(udp.requests()).hasSize(2);
        }
    }

    @Test
    void a_stream_is_recorded_with_its_protocol() {
        String file = folder.resolve("h3.rec").toString();
        try (var server = ScriptedServer.startHttp3(KEY)) {
            server.otherwise(Response.stream().chunk("data: a\n\n"));
            String url = server.uri("/").toString();

            Run run = Run.sse(
                    "record",
                    url,
                    "-o",
                    file,
                    "--no-reconnect",
                    "--cacert",
                    certificate(),
                    "--http3-only",
                    "--connect-timeout=60");

            assertThat(run.exitCode()).as(run.toString()).isZero();
            assertThat(Path.of(file)).content().contains("200 h3");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "--http3 --http2, exclude each other",
        "--http3 --http3-only, exclude each other",
        "--http3 --proxy localhost:1, HTTP/3 goes through no proxy: leave out --proxy",
        "--http3-only --transport netty, --http3-only uses the transport http3",
        "--http3 --transport netty, the transport netty does not speak HTTP/3",
        "--http3 -v --transport netty, the transport netty does not speak HTTP/3",
    })
    void options_that_exclude_each_other_are_bad_usage(String options, String message) {
        List<String> arguments = new ArrayList<>(List.of("tail", "https://localhost:1/", "--no-reconnect"));
        arguments.addAll(List.of(options.split(" ")));

        Run run = Run.sse(arguments.toArray(String[]::new));

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains(message);
    }

    private String certificate() {
        return certificate(folder, KEY);
    }

    /** Writes what trusts this key, and returns its name. */
    static String certificate(Path folder, SelfSigned key) {
        try {
            byte[] encoded = key.trust().getAcceptedIssuers()[0].getEncoded();
            return TlsFiles.write(
                    folder,
                    "self-signed.pem",
                    "-----BEGIN CERTIFICATE-----\n" + Base64.getEncoder().encodeToString(encoded)
                            + "\n-----END CERTIFICATE-----\n");
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Run tail(ScriptedServer server, String... options) {
        List<String> arguments = new ArrayList<>(List.of("tail", "https://localhost:" + server.port() + "/"));
        arguments.addAll(List.of(options));
        return Run.sse(arguments.toArray(String[]::new));
    }
}
