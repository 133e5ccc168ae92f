package dev.rivulet.sse.bench;

import com.launchdarkly.eventsource.ParserAccess;

/** The parser of {@code okhttp-eventsource} over a stream of chunks, with the data as a String. */
final class EventSourcePass implements Pass {
    private final Workload workload;

    EventSourcePass(Workload workload) {
        this.workload = workload;
    }

    @Override
    public void run(Sink sink) throws Exception {
        ParserAccess.read(new ChunkStream(workload), sink::event);
    }
}
