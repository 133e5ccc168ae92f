package dev.rivulet.sse.kafka.task;

import dev.rivulet.sse.SseClient;
import dev.rivulet.sse.kafka.config.Settings;
import dev.rivulet.sse.kafka.streams.StreamSpec;
import dev.rivulet.sse.testkit.VirtualTime;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.kafka.connect.source.SourceRecord;

/** A task's engine with a server, offsets and time of its own. Polls never wait. */
final class Rig implements AutoCloseable {
    final VirtualTime time = new VirtualTime();
    final EventServer server;
    final StoredOffsets offsets;
    final Engine engine;
    private final List<SourceRecord> kept = new ArrayList<>(); // of streams that started at once

    Rig(String... config) {
        this(new EventServer(), new StoredOffsets(), config);
    }

    Rig(EventServer server, StoredOffsets offsets, String... config) {
        this.server = server;
        this.offsets = offsets;
        var client = SseClient.builder()
                .transport(server.transport)
                .scheduler(time)
                .random(new SplittableRandom(7)::nextDouble);
        engine = new Engine(settings(config), client, offsets, time, new SplittableRandom(8), Duration.ZERO);
    }

    static Settings settings(String... config) {
        Map<String, String> all =
                new HashMap<>(Map.of("name", "test", "streams", "none=http://h/none", "topic", "events"));
        Arrays.stream(config).map(each -> each.split("=", 2)).forEach(each -> all.put(each[0], each[1]));
        return Settings.of(all);
    }

    static StreamSpec stream(String name) {
        return new StreamSpec(name, URI.create("http://h/" + name), null, Map.of());
    }

    static List<StreamSpec> streams(String... names) {
        return Arrays.stream(names).map(Rig::stream).toList();
    }

    /** Starts these streams, and no others. */
    Rig list(String... names) throws InterruptedException {
        engine.streams(streams(names));
        return begin();
    }

    /** Adopts the list, and waits until all its streams are due. */
    Rig begin() throws InterruptedException {
        kept.addAll(pollOnce());
        time.advance(Duration.ofSeconds(11));
        return this;
    }

    List<SourceRecord> pollOnce() throws InterruptedException {
        List<SourceRecord> all = new ArrayList<>(kept);
        kept.clear();
        List<SourceRecord> polled = engine.poll();
        all.addAll(polled == null ? List.of() : polled);
        return all;
    }

    /** Polls until two polls in a row bring nothing. */
    List<SourceRecord> poll() throws InterruptedException {
        List<SourceRecord> all = new ArrayList<>();
        for (int empty = 0; empty < 2; ) {
            List<SourceRecord> polled = pollOnce();
            all.addAll(polled);
            empty = polled.isEmpty() ? empty + 1 : 0;
        }
        return all;
    }

    /** The values that a poll brings. */
    List<String> values() throws InterruptedException {
        return poll().stream().map(each -> String.valueOf(each.value())).toList();
    }

    /** The values of one stream that a poll brings. */
    static List<String> values(List<SourceRecord> records, String stream) {
        return records.stream()
                .filter(each -> stream.equals(each.sourcePartition().get("stream")))
                .map(each -> String.valueOf(each.value()))
                .toList();
    }

    long meter(String name) {
        return engine.meters().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no meter " + name))
                .value()
                .getAsLong();
    }

    @Override
    public void close() {
        engine.close();
    }
}
