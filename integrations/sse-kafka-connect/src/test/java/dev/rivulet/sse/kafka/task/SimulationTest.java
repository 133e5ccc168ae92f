package dev.rivulet.sse.kafka.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.http.Phase;
import dev.rivulet.sse.kafka.task.EventServer.Resume;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Everything that can happen to a task, in random order: lost connections, refusals, changes of the list, and crashes with
 * transactions that are not committed. With ids, each event is in the topic once and in order.
 */
class SimulationTest {
    private static final int STREAMS = 6;
    private static final int STEPS = 600;

    @ParameterizedTest
    @CsvSource({
        "AFTER_THE_ID, 1",
        "FROM_THE_ID, 2",
        "AFTER_THE_ID, 3",
        "FROM_THE_ID, 4",
        "AFTER_THE_ID, 5",
        "FROM_THE_ID, 6"
    })
    void each_event_is_in_the_topic_once_and_in_order(Resume resume, long seed) throws Exception {
        for (int round = 0; round < 4; round++) {
            new World(resume, seed * 1000 + round).live();
        }
    }

    private static final class World {
        private final long seed;
        private final Random random;
        private final EventServer server;
        private final StoredOffsets offsets = new StoredOffsets();
        private final Map<String, Integer> sent = new HashMap<>();
        private final Set<String> listed = new TreeSet<>();
        private final List<SourceRecord> topic = new ArrayList<>();
        private final List<SourceRecord> transaction = new ArrayList<>();
        private Rig rig;
        private int crashes;

        World(Resume resume, long seed) {
            this.seed = seed;
            random = new Random(seed);
            server = new EventServer().resuming(resume);
            names().forEach(listed::add);
        }

        private static List<String> names() {
            return IntStream.range(0, STREAMS).mapToObj(i -> "s" + i).toList();
        }

        void live() throws Exception {
            restart();
            for (int i = 0; i < STEPS; i++) {
                step();
            }
            heal();
            for (String each : names()) {
                assertThat(Rig.values(topic, each))
                        .as("stream %s, seed %s, %s crashes", each, seed, crashes)
                        .containsExactlyElementsOf(IntStream.rangeClosed(1, sent.getOrDefault(each, 0))
                                .mapToObj(Integer::toString)
                                .toList());
            }
            rig.close();
        }

        private void step() throws Exception {
            String stream = "s" + random.nextInt(STREAMS);
            switch (random.nextInt(20)) {
                case 0, 1, 2, 3, 4, 5 -> send(stream);
                case 6, 7, 8, 9, 10 -> transaction.addAll(rig.pollOnce());
                case 11, 12 -> rig.time.advance(Duration.ofMillis(random.nextInt(3000)));
                case 13, 14 -> commit();
                case 15 -> lose(stream);
                case 16 -> server.refuse(stream, random.nextBoolean() ? 200 : random.nextBoolean() ? 404 : 503);
                case 17 -> change(stream);
                case 18 -> rig.time.advance(Duration.ofMinutes(random.nextInt(10)));
                default -> crash();
            }
        }

        private void send(String stream) {
            int from = sent.getOrDefault(stream, 0) + 1;
            int to = from + random.nextInt(4);
            server.sendNumbers(stream, from, to);
            sent.put(stream, to);
        }

        private void lose(String stream) {
            if (!server.wasAsked(stream) || server.exchange(stream).isOver()) {
                return;
            }
            if (random.nextBoolean()) {
                server.cut(stream);
            } else {
                server.exchange(stream).failed(Phase.BODY, new IOException("reset"));
            }
        }

        private void change(String stream) {
            if (!listed.remove(stream)) {
                listed.add(stream);
            }
            rig.engine.streams(Rig.streams(listed.toArray(String[]::new)));
        }

        private void commit() {
            topic.addAll(transaction);
            transaction.forEach(offsets::commit);
            transaction.clear();
        }

        /** Half the time gracefully: Connect commits what it got before the task stops. */
        private void crash() {
            crashes++;
            if (random.nextBoolean()) {
                commit();
            }
            transaction.clear();
            rig.close();
            restart();
        }

        private void restart() {
            rig = new Rig(
                    server,
                    offsets,
                    "queue.events=" + (1 + random.nextInt(20)),
                    "poll.events=" + (1 + random.nextInt(5)),
                    "ids.required=true");
            rig.engine.streams(Rig.streams(listed.toArray(String[]::new)));
        }

        private void heal() throws Exception {
            names().forEach(each -> server.refuse(each, 200));
            rig.engine.streams(Rig.streams(names().toArray(String[]::new)));
            int all = sent.values().stream().mapToInt(Integer::intValue).sum();
            for (int i = 0; i < 100 && topic.size() < all; i++) {
                transaction.addAll(rig.poll());
                commit();
                rig.time.advance(Duration.ofMinutes(2));
            }
            transaction.addAll(rig.poll());
            commit();
        }
    }
}
