package dev.rivulet.sse.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class BufferingExaminationTest {
    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

    @Test
    void events_that_arrive_in_clumps_though_their_time_stamps_are_apart_are_held_back() {
        Visits visits = Visits.stream().header("Server", "nginx/1.22.1");
        for (int clump = 1; clump <= 2; clump++) {
            for (int i = 0; i < 10; i++) {
                visits.event(5 * clump + 0.0003 * i, "", "{\"at\":\"" + made(5 * (clump - 1) + 0.5 * i) + "\"}");
            }
        }

        Finding finding = examine(visits.openUntil(10.5));

        assertThat(finding.severity()).isEqualTo(Severity.WARNING);
        assertThat(finding.code()).isEqualTo("held_back");
        assertThat(finding.what()).contains("events arrive in clumps");
        assertThat(finding.evidence())
                .isEqualTo(
                        "10 came within 2 ms after 5.0 s of silence, though their time stamps are 0.50 s apart; so did"
                                + " 20 of 20 (Server: nginx/1.22.1).");
        assertThat(finding.fix()).contains("proxy_buffering off;", "X-Accel-Buffering: no");
    }

    @Test
    void time_stamps_in_ids_count_too() {
        Visits visits = Visits.stream();
        for (int i = 0; i < 5; i++) {
            visits.event(2 + 0.001 * i, START.toEpochMilli() + 400 * i + "-0", "x");
        }

        assertThat(examine(visits.openUntil(3)).code()).isEqualTo("held_back");
    }

    @Test
    void events_at_the_pace_of_their_time_stamps_are_not_held_back() {
        Visits visits = Visits.stream();
        for (int i = 0; i < 10; i++) {
            visits.event(0.5 * i, "", made(0.5 * i).toString());
        }

        Finding finding = examine(visits.openUntil(5));

        assertThat(finding.severity()).isEqualTo(Severity.GOOD);
        assertThat(finding.what()).contains("at the pace of their time stamps");
    }

    @Test
    void what_a_server_repeats_at_the_beginning_is_not_held_back() {
        Visits visits = Visits.stream();
        for (int i = 0; i < 20; i++) {
            visits.event(0.01, "", made(-60 + i).toString());
        }
        visits.event(1, "", made(1).toString()).event(2, "", made(2).toString());

        assertThat(examine(visits.openUntil(3)).severity()).isEqualTo(Severity.GOOD);
    }

    @Test
    void old_events_that_come_after_a_silence_were_not_made_in_it() {
        Visits visits = Visits.stream();
        for (int i = 0; i < 5; i++) {
            visits.event(2, "", made(-3600 + 600 * i).toString());
        }

        assertThat(examine(visits.openUntil(3)).severity()).isEqualTo(Severity.GOOD);
    }

    @Test
    void one_pause_of_a_busy_machine_is_not_buffering() {
        Visits visits = Visits.stream();
        for (int i = 0; i < 20; i++) {
            double arrives = i >= 10 && i < 14 ? 1.4 : 0.1 * i;
            visits.event(arrives, "", made(0.1 * i).toString());
        }

        assertThat(examine(visits.openUntil(2)).severity()).isEqualTo(Severity.GOOD);
    }

    @Test
    void a_burst_that_the_application_made_at_once_is_not_held_back() {
        Visits visits = Visits.stream();
        for (int i = 0; i < 20; i++) {
            visits.event(1 + i / 10, "", made(1 + i / 10).toString());
        }

        assertThat(examine(visits.openUntil(3)).severity()).isEqualTo(Severity.GOOD);
    }

    @Test
    void heartbeats_that_arrive_in_clumps_are_held_back() {
        Visits visits = Visits.stream();
        for (int clump = 1; clump <= 2; clump++) {
            for (int i = 0; i < 4; i++) {
                visits.comment(4 * clump);
            }
        }

        Finding finding = examine(visits.openUntil(9));

        assertThat(finding.code()).isEqualTo("held_back");
        assertThat(finding.what()).contains("heartbeats arrive in clumps");
    }

    @Test
    void a_stream_that_stops_within_a_line_again_and_again_comes_from_a_full_buffer() {
        Visit visit = Visits.stream()
                .piece(1, 4096, true)
                .piece(2, 4096, true)
                .piece(3, 4096, true)
                .openUntil(3.2);

        Finding finding = examine(visit);

        assertThat(finding.code()).isEqualTo("held_back");
        assertThat(finding.what()).contains("stops within a line");
        assertThat(finding.evidence()).startsWith("2 times the rest of a line came after 1.0 s");
    }

    @Test
    void a_line_whose_rest_follows_at_once_is_none() {
        Visit visit = Visits.stream()
                .piece(1, 4096, true)
                .piece(1.01, 100, false)
                .piece(2, 4096, true)
                .piece(2.01, 100, false)
                .openUntil(4);

        assertThat(examine(visit).severity()).isEqualTo(Severity.NOTE);
    }

    @Test
    void from_a_silent_stream_nothing_follows() {
        Finding finding = examine(Visits.stream().openUntil(10));

        assertThat(finding.code()).isEqualTo("too_few_events");
        assertThat(finding.severity()).isEqualTo(Severity.NOTE);
        assertThat(finding.fix()).contains("--watch");
    }

    private static Instant made(double seconds) {
        return START.plusMillis(Math.round(seconds * 1000));
    }

    private static Finding examine(Visit visit) {
        return new BufferingExamination().examine(Visits.file(visit)).get(0);
    }
}
