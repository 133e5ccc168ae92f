package dev.rivulet.sse.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.SseRequest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdAndRetryExaminationTest {
    @Test
    void ids_that_differ_are_good() {
        Finding finding = only(ids("1", "2", "10"));

        assertThat(finding.code()).isEqualTo("usable");
        assertThat(finding.what()).isEqualTo("3 of 3 events have an id, all different, from '1' to '10'.");
    }

    @Test
    void events_without_ids_cannot_be_resumed() {
        assertThat(only(ids("", "")).code()).isEqualTo("none");
        assertThat(only(ids("", "")).severity()).isEqualTo(Severity.WARNING);
    }

    @Test
    void events_of_a_post_need_no_ids() {
        SseRequest post = SseRequest.post("http://localhost/", "{}");

        List<Finding> findings = new IdExamination().examine(CaseFile.of(post, failure -> "", ids("", "")));

        assertThat(findings)
                .singleElement()
                .satisfies(finding -> assertThat(finding.severity()).isEqualTo(Severity.NOTE));
    }

    @Test
    void an_id_that_comes_twice_is_reported() {
        Finding finding = only(ids("door", "window", "door"));

        assertThat(finding.code()).isEqualTo("repeated");
        assertThat(finding.what()).contains("'door'");
        assertThat(finding.evidence()).isEqualTo("3 events have 2 different ids.");
    }

    @Test
    void an_id_that_no_header_can_carry_is_reported() {
        assertThat(only(ids("a\u0001b")).code()).isEqualTo("unsendable");
        assertThat(only(ids("x".repeat(5000))).evidence()).contains("more than 4096 bytes");
        assertThat(only(ids("x".repeat(5000))).what().length()).isLessThan(200);
    }

    @Test
    void ids_that_are_too_long_to_be_kept_are_still_distinguished() {
        String id = "x".repeat(5000);

        assertThat(EventId.of(id)).isEqualTo(EventId.of("x".repeat(5000))).isNotEqualTo(EventId.of(id + "x"));
        assertThat(EventId.of(id + "a")).isNotEqualTo(EventId.of(id + "b"));
        assertThat(EventId.of(id).isSendable(true)).isFalse();
    }

    @Test
    void an_id_that_a_request_can_have_is_kept_whole() {
        assertThat(EventId.of("x".repeat(4096)).text()).hasSize(4096);
        assertThat(EventId.of("x".repeat(4096)).isSendable(false)).isTrue();
        assertThat(EventId.of("\u00fc".repeat(2049)).isTooLong()).isTrue();
    }

    @Test
    void an_id_beyond_ascii_is_a_note() {
        List<Finding> findings = new IdExamination().examine(Visits.file(ids("a", "\u00fc")));

        assertThat(findings).extracting(Finding::code).containsExactly("usable", "not_ascii");
        assertThat(EventId.of("\u00fc").isSendable(true)).isTrue();
        assertThat(EventId.of("\u00fc").isSendable(false)).isFalse();
        assertThat(EventId.of("a b").isSendable(false)).isTrue();
    }

    @Test
    void numbers_that_do_not_only_grow_are_a_note() {
        List<Finding> findings = new IdExamination().examine(Visits.file(ids("9", "10", "8")));

        assertThat(findings).extracting(Finding::code).containsExactly("usable", "not_monotone");
    }

    @ParameterizedTest
    @CsvSource({
        "0, too_short",
        "99, too_short",
        "100, sensible",
        "3000, sensible",
        "60001, too_long",
        "3600000, too_long"
    })
    void a_retry_is_judged_by_its_length(long millis, String code) {
        Visit visit = Visits.stream().retry(1_000_000).retry(millis).openUntil(1);

        assertThat(new RetryExamination().examine(Visits.file(visit)))
                .singleElement()
                .extracting(Finding::code)
                .isEqualTo(code);
    }

    @Test
    void no_retry_is_needed() {
        assertThat(new RetryExamination().examine(Visits.file(Visits.stream().openUntil(1))))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.severity()).isEqualTo(Severity.GOOD);
                    assertThat(finding.what()).contains("no `retry:`");
                });
    }

    private static Visit ids(String... ids) {
        Visits visits = Visits.stream();
        for (int i = 0; i < ids.length; i++) {
            visits.event(0.1 * i, ids[i], "x");
        }
        return visits.openUntil(1);
    }

    private static Finding only(Visit visit) {
        List<Finding> findings = new IdExamination().examine(Visits.file(visit));
        assertThat(findings).hasSize(1);
        return findings.get(0);
    }
}
