package dev.rivulet.sse.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The dashboard for Grafana shows what there is. */
class DashboardTest {
    private static final Pattern METRIC = Pattern.compile("\\bsse_client_\\w+");
    private static final int COLUMNS = 24;

    private final JsonNode dashboard = read();

    private static JsonNode read() {
        try {
            return new ObjectMapper().readTree(Path.of("grafana-dashboard.json").toFile());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void each_metric_that_it_names_is_on_a_scraped_page() {
        assertThat(metrics()).isNotEmpty();
        assertThat(Page.scraped().names()).containsAll(metrics());
    }

    @Test
    void each_meter_is_shown() {
        Set<String> shown = metrics();
        assertThat(Page.scraped().names())
                .filteredOn(name -> !name.equals("sse_client_delivered_events_total")) // events, without duplicates
                .filteredOn(name -> !name.equals("sse_client_pool_retained_bytes"))
                .isSubsetOf(shown);
    }

    private Set<String> metrics() {
        Set<String> names = new TreeSet<>();
        for (String field : List.of("expr", "query", "definition")) {
            for (String text : dashboard.findValuesAsText(field)) {
                METRIC.matcher(text).results().map(MatchResult::group).forEach(names::add);
            }
        }
        return names;
    }

    @Test
    void each_query_takes_the_data_source_that_the_user_chooses() {
        assertThat(dashboard.findValues("targets"))
                .isNotEmpty()
                .allSatisfy(targets -> assertThat(targets).isNotEmpty().allSatisfy(target -> {
                    assertThat(target.at("/datasource/uid").asText()).isEqualTo("${datasource}");
                    assertThat(target.at("/refId").asText()).isNotEmpty();
                }));
        assertThat(dashboard.at("/templating/list"))
                .extracting(each -> each.at("/name").asText())
                .containsExactly("datasource", "name", "host");
    }

    @Test
    void its_panels_lie_side_by_side() {
        boolean[][] taken = new boolean[200][COLUMNS];
        for (JsonNode panel : dashboard.at("/panels")) {
            JsonNode at = panel.at("/gridPos");
            for (int y = at.at("/y").asInt();
                    y < at.at("/y").asInt() + at.at("/h").asInt();
                    y++) {
                for (int x = at.at("/x").asInt();
                        x < at.at("/x").asInt() + at.at("/w").asInt();
                        x++) {
                    assertThat(taken[y][x])
                            .as("%s at %d, %d", panel.at("/title"), x, y)
                            .isFalse();
                    taken[y][x] = true;
                }
            }
        }
        assertThat(dashboard.at("/panels"))
                .extracting(each -> each.at("/id").asInt())
                .doesNotHaveDuplicates();
    }

    @Test
    void it_is_of_a_version_that_grafana_10_reads() {
        assertThat(dashboard.at("/schemaVersion").asInt()).isBetween(36, 38);
        assertThat(dashboard.at("/uid").asText()).isNotEmpty();
        assertThat(dashboard.at("/panels"))
                .extracting(each -> each.at("/type").asText())
                .containsOnly("stat", "timeseries");
    }
}
