package dev.rivulet.sse.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.http.Headers;
import dev.rivulet.sse.http.Phase;
import java.net.ConnectException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** DNS, TLS, status, redirects, protocol, content type and CORS. */
class HeadExaminationsTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    @Test
    void no_text_of_a_server_is_obeyed_by_what_shows_it() {
        String hostile = "a\u009b31m\u001b[2J\u202eb\u2066c\u2028d";

        assertThat(Phrase.text(hostile)).isEqualTo("a 31m [2J b c d");
        assertThat(Finding.note(Topic.IDS, "code", hostile).because(hostile).fix(hostile))
                .isEqualTo(new Finding(
                        Topic.IDS, Severity.NOTE, "code", "a 31m [2J b c d", "a 31m [2J b c d", "a 31m [2J b c d"));
    }

    @Test
    void a_name_that_is_not_known_is_a_problem() {
        var names = new NameLookup("no.example", List.of(), true, 1_000_000);

        Finding finding =
                only(new DnsExamination(), Visits.file(Visits.noHead(1, null)).names(names));

        assertThat(finding.code()).isEqualTo("unknown_host");
        assertThat(finding.severity()).isEqualTo(Severity.PROBLEM);
    }

    @Test
    void an_address_is_not_looked_up() {
        var names = new NameLookup("192.0.2.1", List.of("192.0.2.1"), true, 1);

        assertThat(new DnsExamination()
                        .examine(Visits.file(Visits.stream().openUntil(1)).names(names)))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"50, resolved", "1500, slow"})
    void a_lookup_is_judged_by_its_time(long millis, String code) {
        var names = new NameLookup(
                "a.example",
                List.of("192.0.2.1"),
                true,
                Duration.ofMillis(millis).toNanos());

        assertThat(only(
                                new DnsExamination(),
                                Visits.file(Visits.stream().openUntil(1)).names(names))
                        .code())
                .isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({
        "TLSv1.3, 30, valid",
        "TLSv1.3, 3, expires_soon",
        "TLSv1.3, -1, expires_soon",
        "TLSv1.1, 30, old_version"
    })
    void a_handshake_is_judged_by_its_version_and_the_certificate(String version, int days, String code) {
        var greeting = new TlsGreeting(version, "TLS_AES_256_GCM_SHA384", NOW.plus(Duration.ofDays(days)), 1);
        var examination = new TlsExamination(Clock.fixed(NOW, ZoneOffset.UTC));

        assertThat(only(examination, Visits.file(Visits.stream().openUntil(1)).tls(greeting))
                        .code())
                .isEqualTo(code);
    }

    @Test
    void a_response_that_opens_the_stream_is_good() {
        Visit visit = Visits.stream().event(0.25, "1", "x").openUntil(1);

        assertThat(only(new ResponseExamination(), Visits.file(visit)).what())
                .isEqualTo("The stream opens: 200 after less than 1 ms, the first event after 0.25 s.");
    }

    @Test
    void an_error_has_its_status_its_body_and_advice() {
        var response = new Failure.Response(404, Headers.none(), "no\nsuch   stream", Visits.REQUEST.uri());

        Finding finding = only(
                new ResponseExamination(),
                Visits.file(Visits.status(404).failed(0.1, new Failure.HttpError(response, false))));

        assertThat(finding.code()).isEqualTo("http_error");
        assertThat(finding.what()).contains("404");
        assertThat(finding.evidence()).isEqualTo("The body: no such stream");
        assertThat(finding.fix()).isEqualTo("advice");
    }

    @Test
    void another_content_type_is_a_problem_of_the_content() {
        var response = new Failure.Response(200, Headers.none(), "<h1>Sign in</h1>", Visits.REQUEST.uri());

        Finding finding = only(
                new ResponseExamination(),
                Visits.file(
                        Visits.status(200).failed(0.1, new Failure.NotAnEventStream("text/html", response, false))));

        assertThat(finding.topic()).isEqualTo(Topic.CONTENT);
        assertThat(finding.what()).contains("text/html");
    }

    @Test
    void a_204_is_a_problem() {
        assertThat(only(
                                new ResponseExamination(),
                                Visits.file(Visits.status(204).ended(0.1)))
                        .code())
                .isEqualTo("no_content");
    }

    @Test
    void a_head_that_does_not_come_is_a_problem() {
        Finding finding = only(new ResponseExamination(), Visits.file(Visits.noHead(11, null)));

        assertThat(finding.code()).isEqualTo("no_head");
        assertThat(finding.fix()).contains("proxy_buffering off;");
    }

    @Test
    void a_name_that_the_client_did_not_find_is_a_problem_of_dns() {
        var failure = new Failure.ConnectionFailed(Phase.RESOLVE, new ConnectException(), true);

        assertThat(only(new ResponseExamination(), Visits.file(Visits.noHead(1, failure)))
                        .topic())
                .isEqualTo(Topic.DNS);
    }

    @Test
    void a_name_that_is_not_known_is_one_problem_and_not_two() throws Exception {
        var failure = new Failure.ConnectionFailed(Phase.RESOLVE, new ConnectException(), true);
        var names = new NameLookup("no.example", List.of(), true, 1_000_000);

        assertThat(Examinations.of(Visits.file(Visits.noHead(1, failure)).names(names)))
                .extracting(Finding::code)
                .containsExactly("unknown_host");
    }

    @Test
    void redirects_are_counted() {
        Visit visit = Visits.stream().redirected(0.1, 301).redirected(0.2, 307).openUntil(1);

        assertThat(only(new RedirectExamination(), Visits.file(visit)).what())
                .isEqualTo("The stream is at http://localhost/events, after 2 redirects (301, 307; 0.20 s in all).");
    }

    @ParameterizedTest
    @CsvSource({"http/1.1, http1, NOTE", "h2, multiplexed, GOOD"})
    void the_protocol_limits_browsers(String protocol, String code, Severity severity) {
        Finding finding = only(
                new ProtocolExamination(),
                Visits.file(Visits.stream().protocol(protocol).openUntil(1)));

        assertThat(finding.code()).isEqualTo(code);
        assertThat(finding.severity()).isEqualTo(severity);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/event-stream;charset=ISO-8859-1", "text/event-stream; Charset=\"latin1\""})
    void another_charset_than_utf8_is_reported(String type) {
        Visit visit = Visits.stream()
                .without("Content-Type")
                .header("Content-Type", type)
                .openUntil(1);

        assertThat(only(new ContentExamination(), Visits.file(visit)).code()).isEqualTo("charset");
    }

    @Test
    void utf8_may_be_named() {
        Visit visit = Visits.stream()
                .without("Content-Type")
                .header("Content-Type", "text/event-stream;charset=UTF-8")
                .openUntil(1);

        assertThat(only(new ContentExamination(), Visits.file(visit)).code()).isEqualTo("event_stream");
    }

    @Test
    void bytes_that_are_not_utf8_are_reported() {
        Visit visit = Visits.stream().event(1, "1", "caf\uFFFD").openUntil(2);

        assertThat(only(new ContentExamination(), Visits.file(visit)).code()).isEqualTo("not_utf8");
    }

    @Test
    void a_stream_that_caches_may_keep_is_a_note() {
        Visit visit = Visits.stream().without("Cache-Control").openUntil(1);

        assertThat(new ContentExamination().examine(Visits.file(visit)))
                .extracting(Finding::code, Finding::severity)
                .contains(tuple("cacheable", Severity.NOTE));
    }

    @ParameterizedTest
    @CsvSource({
        "*, allowed, GOOD, GOOD",
        "https://page.example, allowed, GOOD, GOOD",
        "https://other.example, other_origin, NOTE, WARNING",
        ", absent, NOTE, WARNING",
    })
    void a_page_of_another_origin_matters_only_if_there_is_one(
            String allowed, String code, Severity unasked, Severity asked) {
        Visits visits = Visits.stream();
        Visit visit = (allowed == null ? visits : visits.header("Access-Control-Allow-Origin", allowed)).openUntil(0);

        assertThat(cors(visit, false).code()).isEqualTo(code);
        assertThat(cors(visit, false).severity()).isEqualTo(unasked);
        assertThat(cors(visit, true).severity()).isEqualTo(asked);
    }

    private static Finding cors(Visit visit, boolean isAsked) {
        var look = new CaseFile.CrossOrigin("https://page.example", isAsked, visit);
        return only(new CorsExamination(), Visits.file(visit).crossOrigin(look));
    }

    private static Finding only(Examination examination, CaseFile file) {
        List<Finding> findings = examination.examine(file);
        assertThat(findings).hasSize(1);
        return findings.get(0);
    }
}
