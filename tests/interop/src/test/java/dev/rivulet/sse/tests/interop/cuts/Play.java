package dev.rivulet.sse.tests.interop.cuts;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;

/** Plays one response on a connection, burst after burst, until its fate. On the server's thread. */
final class Play {
    private static final String HEAD =
            "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n";
    private static final String REFUSAL = "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 5\r\n\r\nlater";
    private static final String LAST_CHUNK = "0\r\n\r\n";
    private static final int BLOCKED = 50; // milliseconds until the client may have read

    private final CutServer server;
    private final CutConnection connection;
    private final Visit visit;

    Play(CutServer server, CutConnection connection, Visit visit) {
        this.server = server;
        this.connection = connection;
        this.visit = visit;
    }

    void begin() throws IOException {
        switch (visit.fate) {
            case REFUSED -> send(REFUSAL);
            case NO_RESPONSE -> connection.close();
            default -> {
                send(HEAD);
                if (visit.sendsRetry()) {
                    chunk("retry: 50\n\n".getBytes(US_ASCII));
                }
                server.after(visit.millis(0, 100), connection, this::next);
            }
        }
    }

    private void next() throws IOException {
        if (!connection.isFlushed()) {
            server.after(BLOCKED, connection, this::next);
        } else if (visit.hasMore()) {
            burst(visit.burst());
        } else {
            end();
        }
    }

    private void burst(byte[] events) throws IOException {
        int split = visit.split(events.length);
        if (split == 0) {
            chunk(events);
            pause();
            return;
        }
        chunk(Arrays.copyOf(events, split));
        server.after(visit.millis(1, 30), connection, () -> {
            chunk(Arrays.copyOfRange(events, split, events.length));
            pause();
        });
    }

    private void pause() {
        server.after(visit.millis(100, 600), connection, this::next);
    }

    private void end() throws IOException {
        if (visit.fate.isInAnEvent()) {
            chunk(visit.part());
        }
        switch (visit.fate) {
            case END, END_IN_AN_EVENT -> send(LAST_CHUNK);
            case END_AND_CLOSE -> {
                send(LAST_CHUNK);
                connection.close();
            }
            case CUT, CUT_IN_AN_EVENT -> connection.close();
            case RESET, RESET_IN_AN_EVENT -> connection.reset();
            case STALL -> server.after(visit.millis(300, 1_500), connection, connection::close);
            case STALL_FOR_EVER -> {} // the client's idle time-out ends it
            case REFUSED, NO_RESPONSE -> throw new AssertionError(visit.fate + " has no body");
        }
    }

    private void chunk(byte[] bytes) throws IOException {
        var framed = new ByteArrayOutputStream();
        framed.writeBytes((Integer.toHexString(bytes.length) + "\r\n").getBytes(US_ASCII));
        framed.writeBytes(bytes);
        framed.writeBytes("\r\n".getBytes(US_ASCII));
        connection.write(framed.toByteArray());
    }

    private void send(String text) throws IOException {
        connection.write(text.getBytes(US_ASCII));
    }
}
