package com.launchdarkly.eventsource;

import com.launchdarkly.logging.LDLogger;
import java.io.InputStream;
import java.net.URI;
import java.util.function.BiConsumer;

/** Reaches the package-private parser of {@code okhttp-eventsource}, so that it is measured without its HTTP client. */
public final class ParserAccess {
    private static final URI ORIGIN = URI.create("http://localhost/");

    private ParserAccess() {}

    /** Gives the type and the data of each event until the stream ends. */
    public static void read(InputStream stream, BiConsumer<String, String> sink) throws StreamException {
        var parser = new EventParser(
                stream, ORIGIN, EventSource.DEFAULT_READ_BUFFER_SIZE, false, null, LDLogger.none(), null);
        try {
            while (true) {
                if (parser.nextEvent() instanceof MessageEvent message) {
                    sink.accept(message.getEventName(), message.getData());
                }
            }
        } catch (StreamClosedByServerException end) {
            // what the parser says at the end of every stream
        }
    }
}
