package dev.rivulet.sse.bench;

import java.nio.charset.StandardCharsets;

/** The least that a reader can do that gives Strings: make them, from payloads whose places are known. */
final class Floor implements Pass {
    private final byte[] payloads;
    private final int[] offsets;
    private final int[] lengths;

    Floor(Workload workload) {
        this.payloads = workload.payloads();
        this.offsets = workload.offsets();
        this.lengths = workload.lengths();
    }

    @Override
    public void run(Sink sink) {
        for (int i = 0; i < offsets.length; i++) {
            sink.event(null, new String(payloads, offsets[i], lengths[i], StandardCharsets.UTF_8));
        }
    }
}
