package dev.rivulet.sse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rivulet.sse.testkit.Response;
import dev.rivulet.sse.testkit.ScriptedServer;
import dev.rivulet.sse.tests.support.Daemon;
import dev.rivulet.sse.tests.support.LeftToFull;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Through Debian's caddy, which speaks HTTP/3 on the port of TCP, offers it, and here wants a client certificate. */
@LeftToFull
@Timeout(240)
class ThroughCaddyTest {
    private static final String CONFIGURATION = """
            {
                admin off
                auto_https off
                grace_period 1s
                servers {
                    strict_sni_host insecure_off
                }
            }
            https://:%d {
                bind 127.0.0.1
                tls localhost.pem localhost.pem {
                    client_auth {
                        mode require_and_verify
                        trusted_ca_cert_file authority.pem
                    }
                }
                reverse_proxy 127.0.0.1:%d {
                    header_up X-Protocol {http.request.proto}
                }
            }
            """;

    @TempDir
    static Path folder;

    private static ScriptedServer origin;
    private static Daemon caddy;
    private static int port;

    @BeforeAll
    static void start() throws Exception {
        caddy = Daemon.of("caddy");
        origin = ScriptedServer.start();
        origin.otherwise(Response.stream().chunk("id: 1\ndata: a\n\n"));
        port = Daemon.freePort();
        caddy.write("authority.pem", TlsFiles.CERTIFICATE);
        caddy.write("localhost.pem", TlsFiles.CERTIFICATE + TlsFiles.KEY);
        caddy.write("configuration", CONFIGURATION.formatted(port, origin.port()));
        caddy.start(port, "run", "--config", "configuration", "--adapter", "caddyfile");
    }

    @AfterAll
    static void stop() throws Exception {
        if (caddy != null) {
            caddy.close();
        }
        if (origin != null) {
            origin.close();
        }
    }

    @Test
    void a_server_that_asks_for_a_certificate_is_shown_one_over_http3() {
        int before = origin.requests().size();

        Run run = run("tail", "--no-reconnect", "--http3-only", "--connect-timeout=60");

        assertThat(run.out()).as(run.toString()).isEqualTo("[1] a\n");
        assertThat(origin.requests().get(before).headers().first("X-Protocol")).isEqualTo("HTTP/3.0");
    }

    @Test
    void without_a_client_certificate_nothing_reaches_the_origin() {
        int before = origin.requests().size();

        Run run = Run.sse("tail", url(), "--no-reconnect", "--http3-only", "--cacert", both());

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(origin.requests()).hasSize(before);
    }

    @Test
    void http3_is_preferred_on_a_port_that_speaks_both() {
        try (var patient = new PatientHttp3()) {
            Run run = run("tail", "--no-reconnect", "--http3", "-v", "--connect-timeout=60");

            assertThat(run.errLines()).contains("* transport altsvc", "< HTTP/3 200");
            assertThat(run.out()).isEqualTo("[1] a\n");
        }
    }

    @Test
    void the_doctor_sees_the_offer_and_that_it_works() throws Exception {
        Run run = run("doctor", "--json", "--max-events=1");

        JsonNode findings = new ObjectMapper().readTree(run.out()).get("findings");
        assertThat(findings.findValuesAsText("code")).as(run.toString()).contains("offered", "multiplexed");
        assertThat(run.out()).contains("Alt-Svc offers HTTP/3 on UDP port " + port + ", and it works from here");
    }

    private static String url() {
        return "https://localhost:" + port + "/";
    }

    private static String both() {
        return TlsFiles.write(folder, "both.pem", TlsFiles.CERTIFICATE + TlsFiles.KEY);
    }

    private static Run run(String command, String... options) {
        List<String> arguments = new ArrayList<>(List.of(command, url(), "--cacert", both(), "--cert", both()));
        arguments.addAll(List.of(options));
        return Run.sse(arguments.toArray(String[]::new));
    }
}
