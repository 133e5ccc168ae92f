package dev.rivulet.sse.kafka.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rivulet.sse.tests.support.LeftToFull;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What users change while streams run, and what servers refuse, on two workers. */
@LeftToFull
class LiveChangesTest {
    private static EmbeddedCluster cluster;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() {
        cluster = EmbeddedCluster.start(2);
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @Test
    void streams_that_are_added_to_a_file_start_and_no_other_is_disturbed() throws Exception {
        var series = Series.quiet(40, 25);
        var tally = new Tally(series);
        cluster.createTopic("list");
        try (var server = CuttingServer.start(series);
                var reader = TopicReader.start(cluster.broker(), "list", tally)) {
            List<String> names = series.names();
            Path file = write(server, names.subList(0, 10));
            Map<String, String> settings = exactlyOnce("list");
            settings.put("streams.file", file.toString());
            settings.put("streams.refresh.ms", "200");
            cluster.rest.configure("list", settings);
            await("the first ten are there").until(() -> tally.received() == 250);

            write(server, names);
            await("all are there").until(tally::isComplete);

            assertThat(names.subList(0, 10))
                    .as("connected once, and not again")
                    .allSatisfy(name -> assertThat(server.resumedAfter(name)).containsExactly(""));
            cluster.rest.delete("list");
        }
        assertThat(tally.duplicates()).as("duplicates: %s", tally).isZero();
        assertThat(tally.outOfOrder()).as("out of order: %s", tally).isZero();
    }

    @Test
    void a_stream_continues_after_the_id_that_was_set_by_rest() throws Exception {
        var series = Series.quiet(3, 100);
        var tally = new Tally(series);
        cluster.createTopic("offset");
        try (var server = CuttingServer.start(series);
                var reader = TopicReader.start(cluster.broker(), "offset", tally)) {
            Map<String, String> settings = exactlyOnce("offset");
            settings.put("streams", server.streams());
            cluster.rest.configure("offset", settings);
            await("all events are there").until(tally::isComplete);

            cluster.rest.stop("offset");
            await("its tasks have ended").until(() -> !states("offset").contains("RUNNING"));
            cluster.rest.alterOffset("offset", "s0001", Map.of("id", "60"));
            cluster.rest.resume("offset");
            await("what follows comes again").until(() -> tally.received() == 340);

            assertThat(server.resumedAfter("s0001")).endsWith("60");
            await("the other one has connected, of which nothing comes").untilAsserted(() -> {
                assertThat(server.resumedAfter("s0002")).endsWith("100");
                assertThat(cluster.rest.committed("offset"))
                        .containsEntry("s0001", "100")
                        .containsEntry("s0002", "100");
            });
            cluster.rest.delete("offset");
        }
        assertThat(tally.duplicates()).as("of s0001, after 60").isEqualTo(40);
    }

    @Test
    void a_stream_that_is_refused_harms_none_of_199_others() throws Exception {
        var series = Series.quiet(200, 20);
        var tally = new Tally(series);
        cluster.createTopic("refused");
        cluster.createTopic("refused-status");
        try (var server = CuttingServer.start(series);
                var reader = TopicReader.start(cluster.broker(), "refused", tally)) {
            server.refuse("s0077", 404);
            Map<String, String> settings = exactlyOnce("refused");
            settings.put("streams", server.streams());
            settings.put("status.topic", "refused-status");
            settings.put("quarantine.retry.ms", "2000");
            cluster.rest.configure("refused", settings);
            await("all of the others are there").until(() -> tally.received() == 199 * 20);

            assertThat(tally.of(77)).isZero();
            await("each task has said that it runs; one that fails stays so").untilAsserted(() -> {
                assertThat(states("refused")).hasSize(4).containsOnly("RUNNING");
            });

            server.refused.clear();
            await("it is tried again").until(tally::isComplete);
            cluster.rest.delete("refused");
        }
        assertThat(tally.duplicates()).as("duplicates: %s", tally).isZero();
    }

    private static Map<String, String> exactlyOnce(String topic) {
        Map<String, String> settings = SourceConfig.withoutStreams();
        settings.put("ids.required", "true");
        settings.put("exactly.once.support", "required");
        settings.put("topic", topic);
        return settings;
    }

    private Path write(CuttingServer server, List<String> names) throws IOException {
        return Files.write(
                folder.resolve("streams"), names.stream().map(server::line).toList());
    }

    private static List<String> states(String connector) throws IOException, InterruptedException {
        return all(cluster.rest.status(connector).path("tasks"))
                .map(task -> task.path("state").asText())
                .toList();
    }

    private static Stream<JsonNode> all(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
