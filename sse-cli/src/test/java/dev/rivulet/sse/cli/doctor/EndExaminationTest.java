package dev.rivulet.sse.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.http.Phase;
import java.io.EOFException;
import org.junit.jupiter.api.Test;

class EndExaminationTest {
    private static final Failure LOST = new Failure.ConnectionFailed(Phase.BODY, new EOFException(), true);

    @Test
    void a_stream_that_stays_open_is_good() {
        assertThat(examine(Visits.stream().openUntil(10)).code()).isEqualTo("open");
    }

    @Test
    void a_stream_that_ends_without_an_event_is_none() {
        Finding finding = examine(Visits.stream().ended(0.05));

        assertThat(finding.code()).isEqualTo("at_once");
        assertThat(finding.severity()).isEqualTo(Severity.PROBLEM);
    }

    @Test
    void a_stream_that_ends_after_some_events_is_reported() {
        Finding finding =
                examine(Visits.stream().event(1, "1", "x").event(2, "2", "x").ended(2.1));

        assertThat(finding.code()).isEqualTo("ends");
        assertThat(finding.what()).contains("after 2.1 s");
        assertThat(finding.evidence()).startsWith("It ended normally, after 2 events");
    }

    @Test
    void a_cut_is_reported_as_one() {
        assertThat(examine(Visits.stream().event(1, "1", "x").failed(1.1, LOST)).evidence())
                .startsWith("The connection was lost");
    }

    @Test
    void an_end_marker_makes_the_end_good() {
        assertThat(examine(Visits.stream().event(1, "", "[DONE]").ended(1)).code())
                .isEqualTo("marked");
        assertThat(examine(Visits.stream().typed(1, "end", "").ended(1)).code()).isEqualTo("marked");
    }

    @Test
    void a_stream_that_ends_twice_after_the_same_silence_met_an_idle_time_out() {
        Visit cut = Visits.stream().event(1, "1", "x").failed(61, LOST);
        Visit again = Visits.stream().event(4, "1", "x").failed(64.1, LOST);

        Finding finding = examine(cut, again);

        assertThat(finding.code()).isEqualTo("cut_when_idle");
        assertThat(finding.what())
                .contains("ended twice after 60 s without a byte", "nginx (`proxy_read_timeout`) 60 s", "AWS")
                .doesNotContain("Cloudflare");
        assertThat(finding.fix()).contains("heartbeat more often than every 60 s");
    }

    @Test
    void different_silences_are_no_idle_time_out() {
        Visit cut = Visits.stream().event(1, "1", "x").failed(4, LOST);
        Visit again = Visits.stream().event(1, "1", "x").failed(2.5, LOST);

        assertThat(examine(cut, again).code()).isEqualTo("ends");
    }

    @Test
    void a_stream_that_ends_twice_at_the_same_age_met_a_limit_of_durations() {
        Visit cut = Visits.stream().event(1, "1", "x").event(29, "2", "x").failed(30, LOST);
        Visit again = Visits.stream().event(1, "1", "x").event(29.5, "2", "x").failed(30.2, LOST);

        assertThat(examine(cut, again).fix()).contains("Google Cloud load balancers: 30 s");
    }

    private static Finding examine(Visit first) {
        return new EndExamination().examine(Visits.file(first)).get(0);
    }

    private static Finding examine(Visit first, Visit again) {
        return new EndExamination().examine(Visits.file(first).again(again)).get(0);
    }
}
