package dev.rivulet.examples.mcp.mock;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Sends the events of a stream on one connection, and ends that as the stream's {@link Connections} say. */
final class Sending {
    /** Asks the client to wait so long before it comes again. */
    static final Duration RETRY = Duration.ofMillis(300);

    private static final int EVENTS_BEFORE_CUT = 4;

    private final EventLog log;
    private final OutputStream out;

    Sending(EventLog log, OutputStream out) {
        this.log = log;
        this.out = out;
    }

    /**
     * Sends what comes from this number on.
     *
     * @throws IOException where the connection is to be cut; also if the client has closed it
     */
    void from(int first) throws IOException, InterruptedException {
        switch (log.connections()) {
            case WHOLE -> all(first);
            case CUT -> some(first);
            case POLL -> present(first);
        }
    }

    private void all(int first) throws IOException, InterruptedException {
        int number = first;
        for (String event = log.await(number); event != null; event = log.await(++number)) {
            write(event);
        }
    }

    private void some(int first) throws IOException, InterruptedException {
        int number = first;
        for (String event = log.await(number); event != null; event = log.await(++number)) {
            if (number == first + EVENTS_BEFORE_CUT) {
                write(event.substring(0, event.length() / 2));
                throw new IOException("the connection is cut");
            }
            write(event);
        }
    }

    private void present(int first) throws IOException {
        boolean complete = log.isComplete(); // asked first, so that what is present is then all
        for (String event : log.since(first)) {
            write(event);
        }
        if (!complete) {
            write("retry: " + RETRY.toMillis() + "\n\n");
        }
    }

    private void write(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
