package dev.rivulet.sse.tests.interop.servers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.cli.doctor.Finding;
import dev.rivulet.sse.cli.doctor.Outcome;
import dev.rivulet.sse.cli.doctor.Severity;
import dev.rivulet.sse.cli.doctor.Topic;
import dev.rivulet.sse.spi.TransportConfig;
import dev.rivulet.sse.testkit.RecordedRequest;
import dev.rivulet.sse.testkit.Response;
import dev.rivulet.sse.testkit.ScriptedServer;
import dev.rivulet.sse.tests.support.Front;
import dev.rivulet.sse.tests.support.LeftToFull;
import dev.rivulet.sse.tests.support.Nginx;
import dev.rivulet.sse.tests.support.OneOrEachTransport;
import dev.rivulet.sse.tests.support.ReverseProxy;
import dev.rivulet.sse.tests.support.TransportNames;
import java.time.Duration;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What {@code ./sse doctor} finds at real servers and proxies: each gets its own diagnosis. */
@Execution(ExecutionMode.CONCURRENT)
@LeftToFull
class DoctorTest {
    private static final Duration WATCH = Duration.ofSeconds(4);
    private static final Duration SLOW = Duration.ofMillis(500);

    private final ScriptedServer origin = ScriptedServer.start();

    @AfterEach
    void close() {
        origin.close();
    }

    @Nested
    @Execution(ExecutionMode.CONCURRENT)
    class AnOrigin {
        @OneOrEachTransport
        void that_resumes_is_healthy(String transport) throws Exception {
            var timeline = new Timeline(SLOW, 0);
            serve(timeline::resumed);

            Examined examined = Examined.over(transport, origin.uri("/events"), WATCH, timeline);

            examined.assertHealthy();
            assertThat(examined.of(Topic.RESUME).code()).isEqualTo("strict");
            assertThat(examined.of(Topic.BUFFERING).severity()).isEqualTo(Severity.GOOD);
        }

        @OneOrEachTransport
        void that_ignores_the_last_event_id_loses_events(String transport) throws Exception {
            var timeline = new Timeline(SLOW, 0);
            serve(timeline::live);

            Finding complaint = Examined.over(transport, origin.uri("/events"), WATCH, timeline)
                    .complaint();

            assertThat(complaint.topic()).isEqualTo(Topic.RESUME);
            assertThat(complaint.code()).isEqualTo("ignored");
        }
    }

    @Nested
    @Execution(ExecutionMode.CONCURRENT)
    class AnNginx {
        @RegisterExtension
        static final ReverseProxy FLUSHING = Nginx.proxy();

        @RegisterExtension
        static final ReverseProxy BUFFERING = Nginx.buffering();

        @OneOrEachTransport
        void without_buffering_is_healthy_even_if_it_compresses(String transport) throws Exception {
            var timeline = new Timeline(SLOW, 0);
            serve(timeline::resumed);

            Examined examined = Examined.over(transport, FLUSHING.uri(Front.PLAIN, origin), WATCH, timeline);

            examined.assertHealthy();
            assertThat(examined.of(Topic.COMPRESSION).code()).isEqualTo("flushed");
        }

        @OneOrEachTransport
        void over_tls_shows_its_certificate_and_its_protocol(String transport) throws Exception {
            var timeline = new Timeline(SLOW, 0);
            serve(timeline::resumed);
            TransportConfig config = FLUSHING.config();

            Examined examined = Examined.over(transport, config, FLUSHING.uri(Front.HTTP_2, origin), WATCH, timeline);

            examined.assertHealthy();
            assertThat(examined.of(Topic.TLS).code()).isEqualTo("valid");
            assertThat(examined.of(Topic.PROTOCOL).code()).isEqualTo("multiplexed");
        }

        @OneOrEachTransport
        void with_buffering_holds_events_back(String transport) throws Exception {
            var timeline = new Timeline(Duration.ofMillis(100), 500).heldBackWhile(visit -> true);
            serve(request -> timeline.resumed(request).closeDelimited()); // chunks are passed on as they come

            Examined examined = Examined.over(transport, BUFFERING.uri(Front.PLAIN, origin), WATCH, timeline);

            Finding finding = examined.of(Topic.BUFFERING);
            assertThat(finding.code()).as(examined.toString()).isEqualTo("held_back");
            assertThat(finding.evidence()).contains("Server: nginx");
            assertThat(finding.fix()).contains("proxy_buffering off;");
            assertThat(examined.diagnosis().outcome().exitCode()).isEqualTo(1);
        }

        @OneOrEachTransport
        void with_buffering_holds_even_the_head_of_a_quiet_stream_back(String transport) throws Exception {
            origin.otherwise(Response.stream().closeDelimited().chunk(":\n\n").hang());

            Finding complaint = Examined.over(transport, BUFFERING.uri(Front.PLAIN, origin), WATCH)
                    .complaint(Outcome.UNREACHABLE);

            assertThat(complaint.code()).isEqualTo("no_head");
            assertThat(complaint.fix()).contains("proxy_buffering off;");
        }
    }

    @Nested
    @Execution(ExecutionMode.CONCURRENT)
    class AnApache {
        @RegisterExtension
        static final ReverseProxy APACHE = Apache.compressing();

        @OneOrEachTransport
        void that_flushes_compressed_events_is_healthy(String transport) throws Exception {
            var timeline = new Timeline(SLOW, 0);
            serve(timeline::resumed);

            Examined examined = Examined.over(transport, APACHE.uri(Front.PLAIN, origin), WATCH, timeline);

            examined.assertHealthy();
            assertThat(examined.of(Topic.COMPRESSION).code()).isEqualTo("flushed");
        }
    }

    @Nested
    @Execution(ExecutionMode.CONCURRENT)
    class ACaddy {
        @RegisterExtension
        static final ReverseProxy CADDY = Caddy.compressing();

        @OneOrEachTransport
        void that_compresses_holds_events_back(String transport) throws Exception {
            var timeline = new Timeline(SLOW, 600).heldBackWhile("asking for gzip"::equals);
            serve(timeline::resumed);

            Examined examined = Examined.over(transport, CADDY.uri(Front.PLAIN, origin), WATCH, timeline);

            Finding complaint = examined.complaint();
            assertThat(complaint.topic()).isEqualTo(Topic.COMPRESSION);
            assertThat(complaint.code()).isEqualTo("held_back");
            assertThat(complaint.evidence()).contains("Server: Caddy");
            assertThat(complaint.fix()).contains("Caddyfile");
            assertThat(examined.of(Topic.BUFFERING).severity()).isEqualTo(Severity.GOOD);
        }
    }

    @Nested
    @Execution(ExecutionMode.CONCURRENT)
    class AHaproxy {
        @RegisterExtension
        static final ReverseProxy HAPROXY = Haproxy.proxy(5);

        private static final String EVENTS = "id: 1\ndata: a\n\nid: 2\ndata: b\n\n";

        /** Of its own, since the machine may be busy for as long as the proxy waits: what Debian's proxy waits. */
        private static final Duration SILENCE = Duration.ofSeconds(50);

        @OneOrEachTransport
        void with_a_short_time_out_cuts_a_quiet_stream(String transport) throws Exception {
            origin.otherwise(Response.stream()
                    .header("Cache-Control", "no-cache")
                    .chunk(EVENTS)
                    .hang());
            Examined examined;
            try (var quiet =
                    new QuietAfter(TransportNames.transport(transport, TransportConfig.defaults()), EVENTS, SILENCE)) {
                examined = Examined.over(quiet, HAPROXY.impatientUri(Front.PLAIN, origin), SILENCE.multipliedBy(10));
            }

            Finding finding = examined.of(Topic.END);
            assertThat(finding.code()).as(examined.toString()).isEqualTo("cut_when_idle");
            assertThat(finding.what()).contains("ended twice after 50.0 s", "HAProxy (`timeout server`");
            assertThat(finding.fix()).contains("timeout server", "heartbeat");
            assertThat(examined.diagnosis().outcome().exitCode()).isEqualTo(1);
        }
    }

    @OneOrEachTransport
    void npms_sse_channel_resumes_strictly_and_asks_for_too_short_a_retry(String transport) throws Exception {
        try (NodeServer server = NodeServer.start("sse-channel.js", "sse-channel", "500")) {
            Examined examined = Examined.over(transport, server.uri("/"), WATCH);

            assertThat(examined.of(Topic.RESUME).code()).as(examined.toString()).isEqualTo("strict");
            assertThat(examined.of(Topic.IDS).code()).isEqualTo("usable");
            assertThat(examined.complaint().topic()).isEqualTo(Topic.RETRY);
            assertThat(examined.complaint().code()).isEqualTo("too_short");
        }
    }

    @OneOrEachTransport
    void npms_express_sse_numbers_each_connection_anew(String transport) throws Exception {
        try (NodeServer server = NodeServer.start("express-sse.js", "express-sse")) {
            Examined examined = Examined.over(transport, server.uri("/restarting"), WATCH);

            assertThat(examined.of(Topic.RESUME).code()).as(examined.toString()).isEqualTo("renumbered");
            assertThat(examined.of(Topic.END).code()).isEqualTo("ends");
        }
    }

    private void serve(Function<RecordedRequest, Response> answer) {
        origin.otherwise(answer);
    }
}
