package dev.rivulet.sse.cli.doctor;

import dev.rivulet.sse.EventView;
import dev.rivulet.sse.SseException;
import dev.rivulet.sse.parser.EventSink;
import dev.rivulet.sse.parser.EventStreamParser;
import java.util.List;

/** Finds the {@code retry} fields of a stream, which a session obeys and does not report. */
final class RetryFields implements EventSink {
    private static final int MOST = 100;

    private final List<Long> found;
    private final EventStreamParser parser = new EventStreamParser(this);
    private boolean broken;

    RetryFields(List<Long> found) {
        this.found = found;
    }

    void read(byte[] bytes) {
        try {
            if (!broken) {
                parser.feed(bytes, 0, bytes.length);
            }
        } catch (SseException tooLarge) {
            broken = true; // the session reports it
        }
    }

    void close() {
        parser.close();
    }

    @Override
    public boolean event(EventView event) {
        return true;
    }

    @Override
    public void retry(long millis) {
        if (found.size() < MOST) {
            found.add(millis);
        }
    }
}
