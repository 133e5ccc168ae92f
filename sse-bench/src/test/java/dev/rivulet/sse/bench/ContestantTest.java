package dev.rivulet.sse.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ContestantTest {
    private static final Map<String, Workload> WORKLOADS = new ConcurrentHashMap<>();

    static Stream<Arguments> everyContestantOnEveryWorkload() {
        return Workload.GENERATED.stream()
                .flatMap(workload -> Contestant.all().stream().map(contestant -> Arguments.of(contestant, workload)));
    }

    @ParameterizedTest
    @MethodSource("everyContestantOnEveryWorkload")
    void sees_exactly_the_expected_events(Contestant contestant, String name) throws Exception {
        Workload workload = WORKLOADS.computeIfAbsent(name, it -> Workload.of(it, Workload.SEED));

        assertThat(eventsSeenBy(contestant, workload)).isEqualTo(workload.expected());
    }

    @ParameterizedTest
    @EnumSource
    void sees_the_events_of_recordings(Contestant contestant, @TempDir Path folder) throws Exception {
        Workload workload = Recordings.of(recordingsIn(folder));

        assertThat(eventsSeenBy(contestant, workload)).isEqualTo(workload.expected());
    }

    @ParameterizedTest
    @EnumSource
    void reads_the_same_again_on_the_next_pass(Contestant contestant) throws Exception {
        Workload workload = WORKLOADS.computeIfAbsent("ticks", it -> Workload.of(it, Workload.SEED));
        Pass pass = contestant.over(workload);
        var tally = new Tally();

        pass.run(tally);
        pass.run(tally);

        assertThat(tally.events).isEqualTo(2L * workload.events());
    }

    private static Path recordingsIn(Path folder) throws IOException {
        String given = System.getProperty(Recordings.FOLDER);
        if (given != null) {
            return Path.of(given);
        }
        Files.writeString(folder.resolve("one.sse"), """
                : hello
                retry: 1000

                event: delta
                id: 1
                data: {"text":"日本 🌊"}

                id: 2
                data: first
                data: second

                """);
        return folder;
    }

    private static List<String> eventsSeenBy(Contestant contestant, Workload workload) throws Exception {
        var recorder = new Recorder(new ArrayList<>());
        contestant.over(workload).run(recorder);
        return recorder.events;
    }

    private record Recorder(List<String> events) implements Sink {
        @Override
        public void event(@Nullable String type, String data) {
            events.add(data);
        }

        @Override
        public void bytes(byte[] array, int offset, int length) {
            events.add(new String(array, offset, length, StandardCharsets.UTF_8));
        }
    }
}
