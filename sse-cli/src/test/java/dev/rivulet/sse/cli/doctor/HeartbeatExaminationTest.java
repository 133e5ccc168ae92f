package dev.rivulet.sse.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeartbeatExaminationTest {
    @Test
    void a_heartbeat_every_55_s_is_too_rare_for_proxies_that_wait_60_s() {
        Finding finding = examine(Visits.stream().comment(55).comment(110).openUntil(120));

        assertThat(finding.code()).isEqualTo("too_rare");
        assertThat(finding.what()).contains("for 55.0 s no byte came");
        assertThat(finding.evidence())
                .contains("nginx (`proxy_read_timeout`) 60 s", "HAProxy")
                .doesNotContain("Cloudflare");
        assertThat(finding.fix()).contains("every 15 s");
    }

    @Test
    void a_silence_at_the_end_counts() {
        assertThat(examine(Visits.stream().event(1, "1", "x").openUntil(90)).evidence())
                .contains("Cloudflare");
    }

    @Test
    void our_own_idle_time_out_is_among_them() {
        Visit visit = Visits.stream().comment(10).comment(20).openUntil(20);
        var request = Visits.REQUEST.timeouts(Visits.REQUEST.timeouts().idle(Duration.ofSeconds(12)));

        List<Finding> findings = new HeartbeatExamination().examine(CaseFile.of(request, failure -> "", visit));

        assertThat(findings)
                .singleElement()
                .satisfies(finding -> assertThat(finding.evidence())
                        .contains("Rivulet (`Timeouts.idle`, --idle-timeout) 12.0 s")
                        .doesNotContain("nginx"));
    }

    @Test
    void a_heartbeat_every_15_s_is_good() {
        Finding finding = examine(Visits.stream().comment(15).comment(30).openUntil(31));

        assertThat(finding.severity()).isEqualTo(Severity.GOOD);
        assertThat(finding.what()).contains("no silence was longer than 15.0 s");
    }

    @Test
    void without_a_heartbeat_in_a_short_watch_there_is_a_note_with_the_usual_limits() {
        Finding finding = examine(Visits.stream().event(1, "1", "x").openUntil(10));

        assertThat(finding.severity()).isEqualTo(Severity.NOTE);
        assertThat(finding.evidence()).contains("nginx", "AWS", "Cloudflare");
    }

    private static Finding examine(Visit visit) {
        return new HeartbeatExamination().examine(Visits.file(visit)).get(0);
    }
}
