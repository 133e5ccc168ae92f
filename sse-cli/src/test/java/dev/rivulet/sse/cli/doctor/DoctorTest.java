package dev.rivulet.sse.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.spi.Transport;
import dev.rivulet.sse.spi.TransportConfig;
import dev.rivulet.sse.testkit.Response;
import dev.rivulet.sse.testkit.ScriptedServer;
import dev.rivulet.sse.testkit.SelfSigned;
import dev.rivulet.sse.tests.support.TransportNames;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;

class DoctorTest {
    private static final QuicDial NO_QUIC = (uri, atMost) -> new QuicDial.Reach(0, "not asked for");

    @Test
    void a_stopped_examination_judges_what_it_has_seen_and_asks_no_further() throws Exception {
        var doctor = new AtomicReference<Doctor>();
        try (var server = ScriptedServer.start();
                Transport transport = transport(TransportConfig.defaults())) {
            server.otherwise(Response.stream().chunk("id: 1\ndata: a\n\n").hang());
            doctor.set(doctor(transport, server.uri("/"), SSLContext.getDefault(), what -> {
                if (what.endsWith(" 1 event")) {
                    doctor.get().stop();
                }
            }));

            Diagnosis diagnosis = doctor.get().examine();

            assertThat(diagnosis.events()).isEqualTo(1);
            assertThat(diagnosis.findings()).extracting(Finding::code).contains("opened", "usable");
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void a_handshake_shows_the_certificate() throws Exception {
        SelfSigned key = SelfSigned.localhost();
        try (var server = ScriptedServer.start(key.server());
                Transport transport = transport(TransportConfig.defaults().sslContext(key.client()))) {
            server.otherwise(Response.stream());
            URI uri = URI.create("https://localhost:" + server.port() + "/");

            Diagnosis diagnosis =
                    doctor(transport, uri, key.client(), what -> {}).examine();

            assertThat(diagnosis.findings())
                    .filteredOn(finding -> finding.topic() == Topic.TLS)
                    .singleElement()
                    .satisfies(finding -> assertThat(finding.evidence()).startsWith("TLSv1."));
        }
    }

    @Test
    void an_examination_that_is_stopped_at_the_handshake_makes_none() throws Exception {
        var doctor = new AtomicReference<Doctor>();
        SelfSigned key = SelfSigned.localhost();
        try (var server = ScriptedServer.start(key.server());
                Transport transport = transport(TransportConfig.defaults().sslContext(key.client()))) {
            server.otherwise(Response.noAnswer().hang());
            URI uri = URI.create("https://localhost:" + server.port() + "/");
            doctor.set(doctor(transport, uri, key.client(), what -> {
                if (what.equals("TLS handshake")) {
                    doctor.get().stop();
                }
            }));

            Diagnosis diagnosis = doctor.get().examine();

            assertThat(diagnosis.findings()).extracting(Finding::topic).doesNotContain(Topic.TLS);
            assertThat(diagnosis.outcome()).isEqualTo(Outcome.UNREACHABLE);
        }
    }

    private static Doctor doctor(Transport transport, URI uri, SSLContext tls, Progress progress) {
        var plan = new Doctor.Plan(
                SseRequest.get(uri), Duration.ofSeconds(30), Long.MAX_VALUE, null, true, tls, false, NO_QUIC);
        return new Doctor(transport, plan, Failure::advice, progress);
    }

    private static Transport transport(TransportConfig config) {
        return TransportNames.transport("jdkhttp", config);
    }
}
