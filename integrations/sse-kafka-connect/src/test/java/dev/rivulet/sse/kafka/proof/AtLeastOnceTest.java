package dev.rivulet.sse.kafka.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rivulet.sse.tests.support.LeftToFull;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is repeated, and how much of it, where exactly once is not asked for or the server does not number each event. */
@LeftToFull
class AtLeastOnceTest {
    private static final Series EACH_HAS_AN_ID = Series.ofProperties(40, 300, 15);
    private static final Series EACH_TENTH_HAS_ONE = EACH_HAS_AN_ID.withIdEvery(10);
    private static final List<String> JVM = List.of("-XX:TieredStopAtLevel=1", "-Xmx256m");

    /** Offsets are committed each second; the commit, and the loss of a worker, take some time themselves. */
    private static final long MOST_SECONDS_AFTER_THE_LAST_COMMIT = 5;

    @TempDir
    Path folder;

    /**
     * A worker that is killed repeats what it sent after its last commit of offsets. And of a server that numbers each tenth
     * event, each reconnection repeats what came after the last number: at most nine events.
     */
    @Test
    void nothing_is_lost_and_little_is_repeated() throws Exception {
        try (var cluster = Cluster.start(folder, 2, JVM, Map.of("exactly.once.source.support", "disabled"));
                var all = Feed.start(cluster, "all", EACH_HAS_AN_ID);
                var some = Feed.start(cluster, "some", EACH_TENTH_HAS_ONE)) {
            await("a third is there").until(() -> all.tally.lost() < EACH_HAS_AN_ID.total() * 2 / 3);
            cluster.replaceByForce();
            await("all events are there")
                    .atMost(Duration.ofMinutes(6))
                    .until(() -> all.tally.isComplete() && some.tally.isComplete());
            all.check(0);
            some.check(9);
        }
    }

    /** One connector, from its server to its topic. */
    private record Feed(Cluster cluster, String name, Tally tally, CuttingServer server, TopicReader reader)
            implements AutoCloseable {
        static Feed start(Cluster cluster, String name, Series series) throws Exception {
            cluster.broker.createTopic(name, 6);
            var server = CuttingServer.start(series);
            Map<String, String> settings = SourceConfig.atLeastOnce(server);
            settings.put("topic", name);
            settings.put("tasks.max", "2");
            cluster.rest.configure(name, settings);
            var tally = new Tally(series);
            return new Feed(cluster, name, tally, server, TopicReader.start(cluster.broker.address, name, tally));
        }

        void check(long mostOfAConnection) throws IOException, InterruptedException {
            cluster.rest.delete(name);
            reader.close();
            Series series = server.series;
            System.out.println(series + ": " + tally + "; server: " + server);
            long ofTheKill = MOST_SECONDS_AFTER_THE_LAST_COMMIT * series.perSecond() * series.streams();
            assertThat(tally.lost()).as("lost: %s", tally).isZero();
            assertThat(tally.duplicates())
                    .as("duplicates: %s", tally)
                    .isLessThanOrEqualTo(mostOfAConnection * server.connections.get() + ofTheKill);
            assertThat(tally.outOfOrder()).as("out of order: %s", tally).isZero();
        }

        @Override
        public void close() throws IOException, InterruptedException {
            server.close();
            reader.close();
        }
    }
}
