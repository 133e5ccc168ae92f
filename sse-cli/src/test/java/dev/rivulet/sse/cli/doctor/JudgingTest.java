package dev.rivulet.sse.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class JudgingTest {
    private final CaseFile file = Visits.file(Visits.stream().openUntil(1));

    @Test
    void an_examination_that_takes_too_long_is_left_out_and_reported() throws Exception {
        var release = new CompletableFuture<List<Finding>>();
        try {
            List<Finding> findings = judging(asked -> release.join()).within(Duration.ofMillis(1));

            assertThat(findings).extracting(Finding::code).containsExactly("not_examined");
        } finally {
            release.complete(List.of());
        }
    }

    @Test
    void findings_come_in_the_order_of_their_topics() throws Exception {
        Examination late = asked -> List.of(Finding.good(Topic.END, "late", ""));
        Examination early = asked -> List.of(Finding.good(Topic.DNS, "early", ""));

        assertThat(judging(late, early).within(Duration.ofMinutes(1)))
                .extracting(Finding::code)
                .containsExactly("early", "late");
    }

    @Test
    void an_examination_that_fails_fails_all() {
        Judging judging = judging(asked -> {
            throw new IllegalArgumentException("broken");
        });

        assertThatThrownBy(() -> judging.within(Duration.ofMinutes(1))).hasRootCauseMessage("broken");
    }

    private Judging judging(Examination... examinations) {
        return new Judging(List.of(examinations), file);
    }
}
