package dev.rivulet.sse.bench.results;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class HtmlPageTest {
    private static final Pattern DATA =
            Pattern.compile("<script type=\"application/json\" id=\"results\">(.*?)</script>", Pattern.DOTALL);

    @Test
    void has_the_results_and_a_canvas_for_each_chart() throws IOException {
        String page = HtmlPage.of("A <title>", Samples.quiet());

        Matcher data = DATA.matcher(page);
        assertThat(data.find()).isTrue();
        assertThat(new ObjectMapper().readTree(data.group(1)))
                .isEqualTo(new ObjectMapper().readTree(Samples.quiet().json()));
        assertThat(page)
                .contains("<title>A &lt;title&gt;</title>")
                .contains("data-table=\"live-flood\" data-chart=\"0\"")
                .contains("data-table=\"live-flood\" data-chart=\"1\"");
    }

    @Test
    void has_the_table_as_html_with_what_is_known_of_the_run() throws IOException {
        String page = HtmlPage.of("Results", Samples.results(4, new Noise(0, 2, 0.0, 20.0)));

        assertThat(page)
                .contains(
                        "<tr class=\"ours\"><th scope=\"row\">ours | inline</th><td>4.00</td><td>2.5 %</td><td>1,234</td>")
                .contains("<tr class=\"peer\"><th scope=\"row\">&lt;/script&gt;</th>")
                .contains("noisy machine: other processes took 20.0 % of it")
                .contains("<code>java -cp a.jar Main</code>");
    }

    @Test
    void needs_nothing_but_itself() throws IOException {
        String page = HtmlPage.of("Results", Samples.quiet());

        assertThat(page).contains("Chart.js v4.5.1").contains("Permission is hereby granted");
        assertThat(page).doesNotContainPattern("<(script|link|img)[^>]+(src|href)=");
        assertThat(page).doesNotContainPattern("(/\\*|<!--)\\{\\w+}");
    }
}
