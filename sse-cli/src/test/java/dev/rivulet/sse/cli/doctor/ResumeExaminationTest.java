package dev.rivulet.sse.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.http.Headers;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResumeExaminationTest {
    /** Ids 1 to 6; the doctor names 3. */
    private final Visit first = numbered(1, 6, "event ");

    @ParameterizedTest
    @CsvSource({"1, -1", "2, 0", "3, 1", "4, 1", "5, 1", "6, 2", "100, 96"})
    void the_event_that_is_named_has_some_before_and_after_it(int events, int index) {
        assertThat(ResumeTrial.choose(numbered(1, events, "x").identified())).isEqualTo(index);
    }

    @ParameterizedTest
    @CsvSource({
        "4, 6, strict, GOOD",
        "3, 6, inclusive, WARNING",
        "1, 6, whole_replay, WARNING",
        "2, 6, whole_replay, WARNING",
        "5, 6, skips, WARNING",
        "7, 9, ignored, WARNING",
    })
    void the_first_event_says_what_the_server_does(int from, int to, String code, Severity severity) {
        Finding finding = examine(numbered(from, to, "event "));

        assertThat(finding.code()).isEqualTo(code);
        assertThat(finding.severity()).isEqualTo(severity);
        assertThat(finding.evidence())
                .startsWith("Last-Event-ID: 3 was sent; after it, the first connection had '4', '5',");
    }

    @Test
    void the_same_ids_with_other_data_are_renumbered_on_each_connection() {
        assertThat(examine(numbered(1, 3, "another ")).code()).isEqualTo("renumbered");
    }

    @Test
    void new_events_before_the_lost_ones_are_not_taken_for_a_loss() {
        Visit visit = Visits.stream()
                .event(0, "7", "event 7")
                .event(0, "4", "event 4")
                .openUntil(1);

        assertThat(examine(visit).code()).isEqualTo("strict");
        assertThat(isDecided(visit.arrivals().subList(0, 1))).isFalse();
        assertThat(isDecided(visit.arrivals())).isTrue();
    }

    @Test
    void three_new_events_are_enough_to_see_that_the_lost_ones_do_not_come() {
        assertThat(isDecided(numbered(7, 9, "").arrivals())).isTrue();
    }

    @Test
    void a_server_that_then_says_nothing_has_lost_them() {
        assertThat(examine(Visits.stream().openUntil(2)).code()).isEqualTo("silent");
    }

    @Test
    void an_error_to_a_request_that_resumes_is_a_refusal() {
        var response = new Failure.Response(404, Headers.none(), "", Visits.REQUEST.uri());

        Finding finding = examine(Visits.status(404).failed(0.1, new Failure.LastEventIdRejected("3", response)));

        assertThat(finding.code()).isEqualTo("refused");
        assertThat(finding.what()).contains("refused with 404");
    }

    @Test
    void a_204_ends_the_stream_for_good() {
        assertThat(examine(Visits.status(204).ended(0.1)).code()).isEqualTo("no_content");
    }

    @Test
    void a_single_event_is_too_few() {
        List<Finding> findings = new ResumeExamination().examine(Visits.file(numbered(1, 1, "x")));

        assertThat(findings).extracting(Finding::code).containsExactly("too_few_events");
    }

    @Test
    void a_post_is_not_sent_again_unasked() {
        SseRequest post = SseRequest.post("http://localhost/", "{}");

        List<Finding> findings = new ResumeExamination().examine(CaseFile.of(post, failure -> "", first));

        assertThat(findings).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo("not_repeatable");
            assertThat(finding.fix()).contains("--repeat");
        });
    }

    private boolean isDecided(List<Arrival> arrivals) {
        return ResumeTrial.isDecided(
                first.identified().stream().map(Arrival::id).collect(Collectors.toSet()), arrivals);
    }

    private Finding examine(Visit visit) {
        List<Arrival> known = first.identified();
        var trial = new ResumeTrial(known, ResumeTrial.choose(known), visit);
        return new ResumeExamination().examine(Visits.file(first).resume(trial)).get(0);
    }

    private static Visit numbered(int from, int to, String data) {
        Visits visits = Visits.stream();
        for (int id = from; id <= to; id++) {
            visits.event(0.1 * (id - from), Integer.toString(id), data + id);
        }
        return visits.openUntil(2);
    }
}
