package dev.rivulet.sse.bench;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A stream to be parsed, the same bytes for every contestant, and the payloads that must come out of it.
 *
 * @param name what it is called in the reports
 * @param wire the whole stream
 * @param cuts where each chunk ends, as a transport would deliver them; the last one is the stream's length
 * @param payloads holds the events' data: the wire itself where each payload lies in it in one piece, else an array of
 *     payloads already joined
 * @param offsets where the data of event <i>i</i> begins in {@code payloads}
 * @param lengths how long it is
 */
record Workload(String name, byte[] wire, int[] cuts, byte[] payloads, int[] offsets, int[] lengths) {
    /** The workloads that need nothing but a seed, in the order of the reports. */
    static final List<String> GENERATED =
            Scene.all().stream().map(Scene::toString).toList();

    static final long SEED = 20_260_101L;

    /** The workload of this name: a scene played from the seed, or {@code recordings}. */
    static Workload of(String name, long seed) {
        return name.equals(Recordings.NAME)
                ? Recordings.workload()
                : Scene.named(name).play(seed);
    }

    int events() {
        return offsets.length;
    }

    List<String> expected() {
        return IntStream.range(0, events())
                .mapToObj(i -> new String(payloads, offsets[i], lengths[i], StandardCharsets.UTF_8))
                .toList();
    }
}
