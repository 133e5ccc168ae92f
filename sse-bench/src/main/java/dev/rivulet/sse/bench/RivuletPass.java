package dev.rivulet.sse.bench;

import dev.rivulet.sse.EventView;
import dev.rivulet.sse.parser.EventSink;
import dev.rivulet.sse.parser.EventStreamParser;
import java.util.function.Function;

/** Our parser, fed chunk by chunk; its copy into the window counts. */
final class RivuletPass implements Pass {
    private final byte[] wire;
    private final int[] cuts;
    private final Function<Sink, EventSink> consumer;

    private RivuletPass(Workload workload, Function<Sink, EventSink> consumer) {
        this.wire = workload.wire();
        this.cuts = workload.cuts();
        this.consumer = consumer;
    }

    /** The type and the data as Strings. */
    static Pass strings(Workload workload) {
        return new RivuletPass(workload, sink -> event -> {
            sink.event(event.type(), event.data());
            return true;
        });
    }

    /** The data as UTF-8 where it lies, checked. */
    static Pass views(Workload workload) {
        return new RivuletPass(workload, sink -> event -> show(event, sink));
    }

    /** The data where it lies, unchecked. */
    static Pass raw(Workload workload) {
        return new RivuletPass(workload, sink -> event -> show(event.asReceived(), sink));
    }

    @Override
    public void run(Sink sink) {
        try (var parser = new EventStreamParser(consumer.apply(sink))) {
            int from = 0;
            for (int to : cuts) {
                parser.feed(wire, from, to);
                from = to;
            }
            parser.end();
        }
    }

    private static boolean show(EventView event, Sink sink) {
        sink.bytes(event.array(), event.offset(), event.length());
        return true;
    }
}
