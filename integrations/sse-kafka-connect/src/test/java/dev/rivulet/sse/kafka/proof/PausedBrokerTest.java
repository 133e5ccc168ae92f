package dev.rivulet.sse.kafka.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rivulet.sse.tests.support.LeftToFull;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A broker that does not answer stops the reading of sockets, and not more: {@code -Drivulet.kafka.pause=60}. */
@LeftToFull
class PausedBrokerTest {
    private static final int SECONDS = Integer.getInteger("rivulet.kafka.pause", 8);
    private static final Series SERIES = Series.quiet(50, Integer.getInteger("rivulet.kafka.events", 20_000));
    private static final long MOST_NANOS_UNTIL_STILL = TimeUnit.MINUTES.toNanos(3);
    private static final long MIB = 1024 * 1024;
    private static final List<String> JVM = List.of("-XX:TieredStopAtLevel=1", "-Xmx128m");

    @TempDir
    Path folder;

    @Test
    void the_heap_stays_small_while_a_broker_is_away() throws Exception {
        var tally = new Tally(SERIES);
        try (var cluster = Cluster.start(folder, 1, JVM, Map.of())) {
            cluster.broker.createTopic(SourceConfig.TOPIC, 6);
            try (var server = CuttingServer.start(SERIES);
                    var reader = TopicReader.start(cluster.broker.address, SourceConfig.TOPIC, tally)) {
                cluster.rest.configure(SourceConfig.CONNECTOR, settings(server));
                await("some events are there").until(() -> tally.received() > SERIES.total() / 20);
                cluster.broker.pause();
                List<Long> sent = new ArrayList<>();
                List<Long> live = new ArrayList<>();
                long pausedAt = System.nanoTime();
                do { // at least so long as it is asked for, and until all buffers between server and broker are full
                    LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(2));
                    sent.add(server.sentBytes.get());
                    live.add(cluster.oldest().program.liveBytes() / MIB);
                } while (2 * sent.size() < SECONDS
                        || (!isStill(sent) && System.nanoTime() - pausedAt < MOST_NANOS_UNTIL_STILL));
                assertThat(tally.isComplete())
                        .as("the pause came before the end")
                        .isFalse();
                cluster.broker.resume();
                System.out.println(SERIES + ": live heap in MiB " + live + ", bytes sent " + sent);
                assertThat(live).as("MiB").allSatisfy(each -> assertThat(each).isLessThan(100));
                assertThat(isStill(sent)).as("sockets are not read: %s", sent).isTrue();
                var faults = new Faults(cluster, SourceConfig.CONNECTOR, 1, 0);
                await("all events are there").atMost(Duration.ofMinutes(6)).until(() -> {
                    faults.restartFailedTasks();
                    return tally.isComplete();
                });
                cluster.rest.delete(SourceConfig.CONNECTOR);
                System.out.println(tally + "; tasks that failed: " + faults.failedTasks());
            }
        }
        assertThat(tally.duplicates()).as("duplicates: %s", tally).isZero();
        assertThat(tally.outOfOrder()).as("out of order: %s", tally).isZero();
    }

    /** Whether nothing was sent in the second half. */
    private static boolean isStill(List<Long> sent) {
        return sent.get(sent.size() - 1).equals(sent.get(sent.size() / 2));
    }

    /** One task, whose queue and producer hold less than the heap. */
    private static Map<String, String> settings(CuttingServer server) {
        Map<String, String> settings = SourceConfig.exactlyOnce(server);
        settings.put("tasks.max", "1");
        // Longer than the pause: else the broker ends the transaction afterwards, and the task fails.
        settings.put("producer.override.transaction.timeout.ms", "600000");
        settings.put("queue.bytes", "8388608");
        settings.put("producer.override.buffer.memory", "8388608");
        return settings;
    }
}
