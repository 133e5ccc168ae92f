package dev.rivulet.sse.bench;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

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
public record Workload(String name, byte[] wire, int[] cuts, byte[] payloads, int[] offsets, int[] lengths) {
    /** Ends the name of a scene without ids and types. */
    static final String PLAIN = "-plain";

    /** The workloads that need nothing but a seed, in the order of the reports. */
    static final List<String> GENERATED = Stream.concat(
                    Scene.all().stream().map(Scene::toString), Stream.of("llm" + PLAIN, "ticks" + PLAIN))
            .toList();

    public static final long SEED = 20_260_101L;

    /** The workload of this name: a scene played from the seed, with ids and types or plain, or {@code recordings}. */
    public static Workload of(String name, long seed) {
        return ofEvents(name, seed, 1);
    }

    /** The same, played on until it has that many events. */
    public static Workload ofEvents(String name, long seed, int atLeast) {
        if (name.equals(Recordings.NAME)) {
            return Recordings.workload();
        }
        boolean plain = name.endsWith(PLAIN);
        String scene = plain ? name.substring(0, name.length() - PLAIN.length()) : name;
        return Scene.named(scene).play(name, seed, !plain, atLeast);
    }

    /** How many it has. */
    public int events() {
        return offsets.length;
    }

    List<String> expected() {
        return IntStream.range(0, events())
                .mapToObj(i -> new String(payloads, offsets[i], lengths[i], StandardCharsets.UTF_8))
                .toList();
    }
}
