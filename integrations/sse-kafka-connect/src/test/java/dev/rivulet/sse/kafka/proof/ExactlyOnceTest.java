package dev.rivulet.sse.kafka.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rivulet.sse.tests.support.LeftToFull;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each event once and in order, whatever happens to connections, workers and the broker.
 * With transactions of two seconds: {@code -Drivulet.kafka.boundary=interval}. For a million:
 * {@code -Drivulet.kafka.streams=200 -Drivulet.kafka.events=5000 -Drivulet.kafka.seconds=100 -Drivulet.kafka.seed=1}.
 */
@LeftToFull
class ExactlyOnceTest {
    private static final Series SERIES = Series.ofProperties(40, 400, 20);
    private static final String BOUNDARY = System.getProperty("rivulet.kafka.boundary", "poll");
    private static final List<String> JVM = List.of("-XX:TieredStopAtLevel=1", "-Xmx256m");

    @TempDir
    Path folder;

    @Test
    void each_event_arrives_once_and_in_order() throws Exception {
        var tally = new Tally(SERIES);
        try (var cluster = Cluster.start(folder, 2, JVM, Map.of())) {
            cluster.broker.createTopic(SourceConfig.TOPIC, 6);
            try (var server = CuttingServer.start(SERIES);
                    var reader = TopicReader.start(cluster.broker.address, SourceConfig.TOPIC, tally)) {
                Map<String, String> settings = SourceConfig.exactlyOnce(server);
                settings.put("transaction.boundary", BOUNDARY);
                settings.put("transaction.boundary.interval.ms", "2000"); // of the other boundary
                cluster.rest.configure(SourceConfig.CONNECTOR, settings);
                var faults = new Faults(cluster, SourceConfig.CONNECTOR, SERIES.seed(), 3_000);
                faults.happenUntil(System.nanoTime() + (long) (SERIES.seconds() * TimeUnit.SECONDS.toNanos(1)));
                await("all events are there").atMost(Duration.ofMinutes(6)).until(() -> {
                    faults.restartFailedTasks();
                    return tally.isComplete();
                });
                cluster.rest.delete(SourceConfig.CONNECTOR);
                System.out.println(SERIES + ": " + tally + "; server: " + server + "; faults: " + faults);
            }
        }
        assertThat(tally.lost()).as("lost: %s", tally).isZero();
        assertThat(tally.duplicates()).as("duplicates: %s", tally).isZero();
        assertThat(tally.outOfOrder()).as("out of order: %s", tally).isZero();
    }
}
