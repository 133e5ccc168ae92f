package dev.rivulet.sse.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.spi.Transport;
import dev.rivulet.sse.spi.TransportConfig;
import dev.rivulet.sse.testkit.Gate;
import dev.rivulet.sse.testkit.Response;
import dev.rivulet.sse.testkit.ScriptedServer;
import dev.rivulet.sse.testkit.SelfSigned;
import dev.rivulet.sse.tests.support.TransportNames;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;

class DoctorTest {
    private static final String TWO_EVENTS = "id: 1\ndata: a\n\nid: 2\ndata: b\n\n";
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

    @Test
    void what_is_tried_is_shown_even_if_its_time_is_over_at_once() throws Exception {
        List<String> shown = new ArrayList<>();
        var hours = new AtomicLong();
        try (var server = ScriptedServer.start();
                Transport transport = transport(TransportConfig.defaults())) {
            server.otherwise(Response.noAnswer().hang());

            doctor(
                            transport,
                            server.uri("/"),
                            shown::add,
                            () -> Duration.ofHours(hours.incrementAndGet()).toNanos())
                    .examine();
        }

        assertThat(shown).anyMatch(what -> what.startsWith("watching · "));
    }

    @Test
    void a_stream_that_ends_at_once_is_a_problem() throws Exception {
        try (var server = ScriptedServer.start();
                Transport transport = transport(TransportConfig.defaults())) {
            server.otherwise(Response.stream());

            Diagnosis diagnosis =
                    doctor(transport, server.uri("/"), what -> {}, () -> 0).examine();

            assertThat(complaints(diagnosis)).containsExactly("at_once");
            assertThat(diagnosis.outcome().exitCode()).isEqualTo(1);
        }
    }

    @Test
    void a_stream_that_is_cut_twice_after_the_same_silence_met_an_idle_time_out() throws Exception {
        Diagnosis diagnosis = cutAfter(Duration.ofSeconds(60), Duration.ofSeconds(61));

        assertThat(complaints(diagnosis)).contains("cut_when_idle");
        assertThat(diagnosis.findings())
                .filteredOn(finding -> finding.topic() == Topic.END)
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.what()).contains("ended twice after 61 s");
                    assertThat(finding.evidence()).contains("was 60 s and 61 s");
                });
    }

    @Test
    void a_stream_that_is_cut_after_different_silences_only_ends() throws Exception {
        assertThat(complaints(cutAfter(Duration.ofSeconds(60), Duration.ofSeconds(30))))
                .contains("ends")
                .doesNotContain("cut_when_idle");
    }

    /** Each time the two events have been seen, the clock moves on, and only then is the connection cut. */
    private static Diagnosis cutAfter(Duration... silences) throws Exception {
        var nanos = new AtomicLong();
        List<Gate> cuts = new ArrayList<>();
        try (var server = ScriptedServer.start();
                Transport transport = transport(TransportConfig.defaults())) {
            for (int i = 0; i < silences.length; i++) {
                cuts.add(new Gate());
                server.respond(
                        Response.stream().chunk(TWO_EVENTS).await(cuts.get(i)).cut());
            }
            server.otherwise(Response.stream().chunk(TWO_EVENTS));
            Iterator<Gate> nextCut = cuts.iterator();
            Iterator<Duration> nextSilence = List.of(silences).iterator();
            var last = new AtomicReference<>("");
            return doctor(
                            transport,
                            server.uri("/"),
                            what -> {
                                String visit = what.replaceAll(" · .*", "");
                                if (what.endsWith(" 2 events")
                                        && !visit.equals(last.getAndSet(visit))
                                        && nextCut.hasNext()) {
                                    nanos.addAndGet(nextSilence.next().toNanos());
                                    nextCut.next().open();
                                }
                            },
                            nanos::get)
                    .examine();
        }
    }

    private static List<String> complaints(Diagnosis diagnosis) {
        return diagnosis.findings().stream()
                .filter(finding -> finding.severity().isComplaint())
                .map(Finding::code)
                .toList();
    }

    private static Doctor doctor(Transport transport, URI uri, SSLContext tls, Progress progress) {
        return doctor(transport, uri, tls, Duration.ofSeconds(30), progress, System::nanoTime);
    }

    private static Doctor doctor(Transport transport, URI uri, Progress progress, LongSupplier clock) throws Exception {
        return doctor(transport, uri, SSLContext.getDefault(), Duration.ofMinutes(10), progress, clock);
    }

    private static Doctor doctor(
            Transport transport, URI uri, SSLContext tls, Duration watch, Progress progress, LongSupplier clock) {
        var plan = new Doctor.Plan(SseRequest.get(uri), watch, Long.MAX_VALUE, null, true, tls, false, NO_QUIC);
        return new Doctor(transport, plan, Failure::advice, progress, clock);
    }

    private static Transport transport(TransportConfig config) {
        return TransportNames.transport("jdkhttp", config);
    }
}
