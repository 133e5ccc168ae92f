package dev.rivulet.sse.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.http.Headers;
import java.util.List;
import org.junit.jupiter.api.Test;

class CompressionExaminationTest {
    private final Visit plain = paced(Visits.stream()).openUntil(2);

    @Test
    void compression_that_brings_nothing_holds_events_back() {
        Visit compressed = gzip().header("Server", "Caddy").openUntil(2);

        Finding finding = examine(compressed);

        assertThat(finding.code()).isEqualTo("held_back");
        assertThat(finding.severity()).isEqualTo(Severity.WARNING);
        assertThat(finding.evidence())
                .isEqualTo("In 2.0 s, 0 events came compressed, in 0 moments; without compression 20 in 20 (Server:"
                        + " Caddy).");
        assertThat(finding.fix()).contains("Caddyfile");
    }

    @Test
    void compression_that_brings_events_in_clumps_holds_them_back() {
        Visits compressed = gzip();
        for (int i = 0; i < 20; i++) {
            compressed.event(1 + i / 10, "", "x");
        }

        assertThat(examine(compressed.openUntil(2)).code()).isEqualTo("held_back");
    }

    @Test
    void compression_that_holds_even_the_head_back_is_reported() {
        Finding finding = examine(Visits.noHead(11, null));

        assertThat(finding.code()).isEqualTo("held_back");
        assertThat(finding.what()).contains("not even its head came");
    }

    @Test
    void compression_that_is_flushed_is_good() {
        assertThat(examine(paced(gzip()).openUntil(2)).code()).isEqualTo("flushed");
    }

    @Test
    void a_look_that_is_shorter_than_the_watch_expects_fewer_events() {
        Visits compressed = gzip();
        for (int i = 0; i < 5; i++) {
            compressed.event(0.1 * i, "", "x");
        }

        assertThat(examine(compressed.openUntil(0.5)).code()).isEqualTo("flushed");
    }

    @Test
    void a_server_that_does_not_compress_is_good() {
        assertThat(examine(Visits.stream().openUntil(2)).code()).isEqualTo("none");
    }

    @Test
    void of_a_silent_stream_it_is_not_known() {
        Visit silent = Visits.stream().openUntil(2);
        CaseFile file = Visits.file(silent).compressed(gzip().openUntil(2));

        assertThat(new CompressionExamination().examine(file)).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo("too_few_events");
            assertThat(finding.severity()).isEqualTo(Severity.NOTE);
        });
    }

    @Test
    void compression_that_was_not_asked_for_is_reported() {
        List<Finding> findings = new CompressionExamination().examine(Visits.file(gzip().openUntil(1)));

        assertThat(findings).extracting(Finding::code).containsExactly("unasked");
    }

    @Test
    void a_refusal_of_gzip_is_reported() {
        var response = new Failure.Response(500, Headers.none(), "", Visits.REQUEST.uri());
        Visit refused = Visits.status(500).failed(0.1, new Failure.HttpError(response, true));

        assertThat(examine(refused).code()).isEqualTo("refused");
    }

    private Finding examine(Visit compressed) {
        return new CompressionExamination()
                .examine(Visits.file(plain).compressed(compressed))
                .get(0);
    }

    private static Visits gzip() {
        return Visits.stream().header("Content-Encoding", "gzip");
    }

    private static Visits paced(Visits visits) {
        for (int i = 0; i < 20; i++) {
            visits.event(0.1 * i, "", "x");
        }
        return visits;
    }
}
