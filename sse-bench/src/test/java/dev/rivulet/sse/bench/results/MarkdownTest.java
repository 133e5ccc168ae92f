package dev.rivulet.sse.bench.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class MarkdownTest {
    @Test
    void a_table_has_its_title_its_numbers_and_its_caption() {
        Report report = Samples.quiet().reports().get(0);

        assertThat(Markdown.table(report, report.tables().get(0))).isEqualTo("""
                #### One stream

                | client | M events/s | ± | CPU, ns an event | of the limit |
                |---|--:|--:|--:|--:|
                | socket | 8.00 | - | 20 | - |
                | ours \\| inline | 4.00 | 2.5 % | 1,234 | 0.50 |
                | </script> | 1.50 | - | - | - |

                an id and a type line on each event; heap pre-touched; quiet machine.
                """);
    }

    @Test
    void a_report_says_what_it_was_measured_on() {
        assertThat(Markdown.of(Samples.quiet())).startsWith("""
                - machine: A machine, 2 cores, load at the start 0.10, others 0.4 %, steal 0.0 %; quiet
                - JDK: A <JVM>
                - measured JVMs: -Xms512m
                - plan: 2 rounds
                - command: `java -cp a.jar Main`

                #### One stream
                """);
    }

    @Test
    void a_noisy_run_says_so_under_each_table() {
        Report report = Samples.results(4, new Noise(0, 2, 0.0, 20.0)).reports().get(0);

        assertThat(Markdown.table(report, report.tables().get(0)))
                .endsWith("; noisy machine: other processes took 20.0 % of it.\n");
    }

    @Test
    void the_generated_part_of_a_document_is_put_in_and_replaced() {
        String first = MarkdownSections.put("# Results\n\nBy hand.\n", "full", "one\n");
        String second = MarkdownSections.put(first + "\nMore by hand.\n", "full", "two\n");

        assertThat(second)
                .isEqualTo(
                        "# Results\n\nBy hand.\n\n<!-- results full -->\n\ntwo\n\n<!-- end full -->\n\nMore by hand.\n");
    }

    @Test
    void a_part_without_an_end_is_refused() {
        assertThatThrownBy(() -> MarkdownSections.put("<!-- results full -->\n", "full", "one\n"))
                .hasMessageContaining("full");
    }
}
