package dev.rivulet.sse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rivulet.sse.testkit.Response;
import dev.rivulet.sse.testkit.ScriptedServer;
import dev.rivulet.sse.testkit.SelfSigned;
import dev.rivulet.sse.tests.support.LeftToFull;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the doctor says of HTTP/3. The streams have one event, after which the watch ends. */
@Timeout(240)
@LeftToFull
class DoctorHttp3Test {
    private static final SelfSigned KEY = SelfSigned.localhost();

    private final ScriptedServer udp = ScriptedServer.startHttp3(KEY);
    private final ScriptedServer tcp = ScriptedServer.startHttp2(KEY.server());

    @TempDir
    Path folder;

    @Test
    void an_offer_that_works_is_good() throws Exception {
        offer(udp.port());

        JsonNode finding = examined(tcp);

        assertThat(finding.get("code").asText()).isEqualTo("offered");
        assertThat(finding.get("severity").asText()).isEqualTo("good");
        assertThat(finding.get("what").asText())
                .startsWith("Alt-Svc offers HTTP/3 on UDP port " + udp.port() + ", and it works from here");
        assertThat(udp.requests()).isEmpty();
    }

    @Test
    void an_offer_that_does_not_work_from_here_says_why_and_what_to_open() throws Exception {
        int closed = udp.port();
        udp.close();
        offer(closed);

        JsonNode finding = examined(tcp, "--connect-timeout", "5");

        assertThat(finding.get("code").asText()).isEqualTo("unreachable");
        assertThat(finding.get("severity").asText()).isEqualTo("note");
        assertThat(finding.get("evidence").asText()).startsWith("After ");
        assertThat(finding.get("fix").asText()).startsWith("Open UDP port " + closed);
    }

    @Test
    void without_an_offer_it_says_so_and_tries_nothing() throws Exception {
        tcp.otherwise(stream());

        JsonNode finding = examined(tcp);

        assertThat(finding.get("code").asText()).isEqualTo("not_offered");
        assertThat(finding.get("what").asText()).isEqualTo("No Alt-Svc offers HTTP/3.");
    }

    @Test
    void with_http3_it_says_that_udp_reaches_the_server() throws Exception {
        udp.otherwise(stream());

        JsonNode finding = examined(udp, "--http3-only");

        assertThat(finding.get("code").asText()).isEqualTo("in_use");
        assertThat(finding.get("what").asText())
                .isEqualTo("The response came over HTTP/3: UDP reaches port " + udp.port() + ".");
    }

    @Test
    void plain_text_has_no_http3() throws Exception {
        try (var plain = ScriptedServer.start()) {
            plain.otherwise(stream());

            assertThat(json(plain.uri("/").toString()).get("findings").findValuesAsText("topic"))
                    .contains("protocol")
                    .doesNotContain("http3");
        }
    }

    private void offer(int port) {
        tcp.otherwise(stream().header("Alt-Svc", "h3=\":" + port + "\"; ma=60"));
    }

    private static Response stream() {
        return Response.stream().chunk("id: 1\ndata: a\n\n").hang();
    }

    private JsonNode examined(ScriptedServer server, String... options) throws IOException {
        try (tcp;
                udp) {
            for (JsonNode finding :
                    json("https://localhost:" + server.port() + "/", options).get("findings")) {
                if (finding.get("topic").asText().equals("http3")) {
                    return finding;
                }
            }
        }
        throw new AssertionError("nothing was found about HTTP/3");
    }

    private JsonNode json(String url, String... options) throws IOException {
        List<String> arguments = new ArrayList<>(
                List.of("doctor", url, "--json", "--max-events=1", "--cacert", Http3Test.certificate(folder, KEY)));
        arguments.addAll(List.of(options));
        Run run = Run.sse(arguments.toArray(String[]::new));
        return new ObjectMapper().readTree(run.out());
    }
}
