package dev.rivulet.sse.cli;

import dev.rivulet.sse.EventView;
import dev.rivulet.sse.parser.EventSink;
import dev.rivulet.sse.parser.EventStreamParser;
import org.jspecify.annotations.Nullable;

/** Prints events as JSON, and at the end what the stream left. */
final class EventReading implements Reading, EventSink {
    private final Output out;
    private final EventStreamParser parser = new EventStreamParser(this);
    private long events;
    private @Nullable Long retry;
    private boolean finished;

    EventReading(Output out) {
        this.out = out;
    }

    @Override
    public synchronized void feed(byte[] bytes, int from, int to) {
        if (!finished) {
            parser.feed(bytes, from, to);
        }
    }

    @Override
    public synchronized void reconnected() {
        parser.end();
    }

    @Override
    public boolean event(EventView event) {
        events++;
        out.println(Json.object()
                .with("type", event.type())
                .with("data", event.data())
                .with("id", event.id())
                .toString());
        return true;
    }

    @Override
    public void retry(long millis) {
        retry = millis;
    }

    @Override
    public synchronized void finish() {
        if (finished) {
            return;
        }
        finished = true;
        parser.close();
        out.println(Json.object()
                .with("retry", retry)
                .with("lastEventId", parser.lastEventId())
                .with("events", events)
                .toString());
        out.flush();
    }
}
