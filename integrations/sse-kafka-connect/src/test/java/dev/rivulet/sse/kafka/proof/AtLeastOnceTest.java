package dev.rivulet.sse.kafka.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rivulet.sse.tests.support.LeftToFull;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is repeated, and how much of it, where exactly once is not asked for or the server does not number each event. */
@LeftToFull
class AtLeastOnceTest {
    private static final Series EACH_HAS_AN_ID = Series.ofProperties(40, 300, 15);
    private static final Series EACH_TENTH_HAS_ONE = EACH_HAS_AN_ID.withIdEvery(10);
    private static final List<String> JVM = List.of("-XX:TieredStopAtLevel=1", "-Xmx256m");

    /** A worker that is slow is not taken for lost, and has its time to commit when its tasks go to another. */
    private static final Map<String, String> WORKERS = Map.of(
            "exactly.once.source.support", "disabled",
            "session.timeout.ms", "15000",
            "task.shutdown.graceful.timeout.ms", "60000");

    @TempDir
    Path folder;

    /**
     * A worker that is killed repeats what it sent after its last commit of offsets. And of a server that numbers each tenth
     * event, each reconnection repeats what came after the last number: at most nine events.
     */
    @Test
    void nothing_is_lost_and_little_is_repeated() throws Exception {
        try (var cluster = Cluster.start(folder, 2, JVM, WORKERS);
                var all = Feed.start(cluster, "all", EACH_HAS_AN_ID);
                var some = Feed.start(cluster, "some", EACH_TENTH_HAS_ONE)) {
            await("a third is there").until(() -> all.tally.lost() < EACH_HAS_AN_ID.total() * 2 / 3);
            all.awaitCommit();
            some.awaitCommit();
            cluster.replaceByForce();
            all.isLost();
            some.isLost();
            await("all events are there")
                    .atMost(Duration.ofMinutes(6))
                    .until(() -> all.tally.isComplete() && some.tally.isComplete());
            all.check(0);
            some.check(9);
        }
    }

    /** One connector, from its server to its topic. */
    private static final class Feed implements AutoCloseable {
        final Tally tally;
        private final Cluster cluster;
        private final String name;
        private final CuttingServer server;
        private final Series series;
        private final TopicReader reader;
        private final int[] committed;
        private int lastBeforeTheLoss;

        private Feed(Cluster cluster, String name, CuttingServer server) {
            this.cluster = cluster;
            this.name = name;
            this.server = server;
            series = server.series;
            committed = new int[series.streams()];
            tally = new Tally(series);
            reader = TopicReader.start(cluster.broker.address, name, tally);
        }

        static Feed start(Cluster cluster, String name, Series series) throws Exception {
            cluster.broker.createTopic(name, 6);
            var server = CuttingServer.start(series);
            Map<String, String> settings = SourceConfig.atLeastOnce(server);
            settings.put("topic", name);
            settings.put("tasks.max", "2");
            cluster.rest.configure(name, settings);
            return new Feed(cluster, name, server);
        }

        /** Until what has arrived by now is committed, as far as it has ids. */
        void awaitCommit() {
            for (int i = 0; i < committed.length; i++) {
                int arrived = tally.of(i);
                committed[i] = arrived - arrived % series.idEvery();
            }
            await("offsets are committed").pollInterval(Duration.ofMillis(200)).until(this::isCommitted);
        }

        private boolean isCommitted() throws IOException, InterruptedException {
            Map<String, String> ids = cluster.rest.committed(name);
            return IntStream.range(0, committed.length)
                    .allMatch(i -> number(ids.getOrDefault(Series.name(i), "")) >= committed[i]);
        }

        /** That of the event with this id; what was sent before the first event that has one is committed with none. */
        private static int number(String id) {
            return id.isEmpty() ? 0 : Integer.parseInt(id);
        }

        /** The worker is: it has sent no event that was not there. */
        void isLost() {
            lastBeforeTheLoss = series.available(server.nanos());
        }

        void check(long mostOfAConnection) throws IOException, InterruptedException {
            cluster.rest.delete(name);
            reader.close();
            System.out.println(series + ": " + tally + "; server: " + server);
            long ofConnections = mostOfAConnection * server.connections.get();
            long ofTheCommitted = 0;
            long ofTheLoss = 0;
            for (int i = 0; i < committed.length; i++) {
                ofTheCommitted += tally.repeated(i, committed[i]);
                ofTheLoss += Math.max(0, lastBeforeTheLoss - committed[i]);
            }
            assertThat(tally.lost()).as("lost: %s", tally).isZero();
            assertThat(ofTheCommitted).as("of what was committed: %s", tally).isLessThanOrEqualTo(ofConnections);
            assertThat(tally.duplicates()).as("duplicates: %s", tally).isLessThanOrEqualTo(ofConnections + ofTheLoss);
            assertThat(tally.outOfOrder()).as("out of order: %s", tally).isZero();
        }

        @Override
        public void close() throws IOException, InterruptedException {
            server.close();
            reader.close();
        }
    }
}
