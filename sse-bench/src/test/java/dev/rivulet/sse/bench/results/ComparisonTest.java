package dev.rivulet.sse.bench.results;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ComparisonTest {
    private static final Noise QUIET = new Noise(0.1, 2, 0.0, 0.4);

    @Test
    void shows_what_both_measured_before_and_after() {
        Results compared = Comparison.of(Samples.results(4, QUIET), "old", Samples.results(6, QUIET), "new");

        Table table = compared.tables().findFirst().orElseThrow();
        assertThat(table.columns())
                .extracting(Column::title)
                .containsExactly(
                        "M events/s before",
                        "M events/s after",
                        "M events/s after ÷ before",
                        "CPU, ns an event before",
                        "CPU, ns an event after",
                        "CPU, ns an event after ÷ before");
        Row ours = table.rows().get(1);
        assertThat(ours.value(table.column("speed-before"))).isEqualTo(new Measurement(4, 2.5));
        assertThat(ours.value(table.column("speed-after"))).isEqualTo(new Measurement(6, 2.5));
        assertThat(ours.value(table.column("speed-change"))).isEqualTo(Measurement.of(1.5));
    }

    @Test
    void draws_each_number_before_and_after() {
        Table table = Comparison.of(Samples.quiet(), "old", Samples.quiet(), "new")
                .tables()
                .findFirst()
                .orElseThrow();

        assertThat(table.charts())
                .containsExactly(
                        Chart.of("M events/s (higher is better)", "speed-before", "speed-after"),
                        Chart.logarithmic("CPU, ns an event (lower is better)", "cpu-before", "cpu-after"));
    }

    @Test
    void names_both_runs_and_says_which_was_noisy() {
        Results noisy = Samples.results(6, new Noise(0, 2, 9.0, 0.0));

        Report compared =
                Comparison.of(Samples.quiet(), "old", noisy, "new").reports().get(0);

        assertThat(compared.runs()).extracting(Run::name).containsExactly("before: old", "after: new");
        assertThat(Markdown.report(compared))
                .contains("before: old: quiet machine; after: new: noisy machine: the host took 9.0 %");
    }

    @Test
    void leaves_out_what_only_one_measured() {
        Table other = Samples.table(4);
        Report report = Samples.quiet().reports().get(0);
        var only = new Table("other", "", "", List.of(), other.columns(), other.rows(), List.of());
        Results without = Results.of(new Report("live", "", report.runs(), List.of(only)));

        assertThat(Comparison.of(Samples.quiet(), "old", without, "new").tables())
                .isEmpty();
    }
}
