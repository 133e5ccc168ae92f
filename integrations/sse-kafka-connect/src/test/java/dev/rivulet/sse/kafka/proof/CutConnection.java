package dev.rivulet.sse.kafka.proof;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** One answer of the {@link CuttingServer}: a chunked body of events from where the client was, until it is cut. */
final class CutConnection {
    private static final int MOST_EVENTS_AT_ONCE = 40;
    private static final String HEAD = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n"
            + "Cache-Control: no-store\r\nTransfer-Encoding: chunked\r\n\r\n";
    private static final byte[] LAST_CHUNK = ascii("0\r\n\r\n");

    /** How a connection ends. */
    private enum Cut {
        CLEANLY_AFTER_AN_EVENT,
        CLEANLY_IN_AN_EVENT,
        IN_A_CHUNK,
        RESET
    }

    private final CuttingServer server;
    private final Series series;
    private final Socket socket;
    private final OutputStream out;
    private final Random random;

    CutConnection(CuttingServer server, Socket socket, Random random) throws IOException {
        this.server = server;
        this.series = server.series;
        this.socket = socket;
        this.out = socket.getOutputStream();
        this.random = random;
    }

    void answer(String stream, String lastEventId) throws IOException {
        Integer status = server.refused.get(stream);
        if (status != null) {
            out.write(ascii("HTTP/1.1 " + status + " Refused\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"));
            return;
        }
        out.write(ascii(HEAD));
        int last = lastEventId.isEmpty() ? 0 : Integer.parseInt(lastEventId);
        boolean repeats = last > 0 && series.run() > 0 && random.nextBoolean();
        if (repeats) {
            server.repeated.incrementAndGet();
        }
        send(repeats ? last : last + 1);
    }

    private void send(int first) throws IOException {
        long cutAt = series.run() == 0 ? Long.MAX_VALUE : first + 1L + random.nextInt(2 * series.run());
        int next = first;
        while (next <= series.events()) {
            int end = Math.min(awaitAvailable(next), next + random.nextInt(MOST_EVENTS_AT_ONCE)) + 1;
            if (end > cutAt) {
                cut(bytes(next, (int) cutAt));
                return;
            }
            chunks(bytes(next, end));
            next = end;
        }
        hold();
    }

    /** The last event that is there, at the earliest when this one is. */
    private int awaitAvailable(int number) {
        for (long wait = series.availableAt(number) - server.nanos(); wait > 0; ) {
            LockSupport.parkNanos(Math.max(wait, TimeUnit.MILLISECONDS.toNanos(5)));
            wait = series.availableAt(number) - server.nanos();
        }
        return Math.max(number, series.available(server.nanos()));
    }

    private byte[] bytes(int from, int to) {
        var bytes = new ByteArrayOutputStream();
        for (int number = from; number < to; number++) {
            bytes.writeBytes(series.wire(number));
        }
        return bytes.toByteArray();
    }

    /** In one chunk, or in two that part somewhere. */
    private void chunks(byte[] bytes) throws IOException {
        int middle = random.nextInt(bytes.length);
        chunk(bytes, 0, middle);
        chunk(bytes, middle, bytes.length);
    }

    private void cut(byte[] bytes) throws IOException {
        server.cuts.incrementAndGet();
        int part = Math.max(0, bytes.length - 1 - random.nextInt(20));
        switch (Cut.values()[random.nextInt(Cut.values().length)]) {
            case CLEANLY_AFTER_AN_EVENT -> {
                chunk(bytes, 0, bytes.length);
                out.write(LAST_CHUNK);
            }
            case CLEANLY_IN_AN_EVENT -> {
                chunk(bytes, 0, part);
                out.write(LAST_CHUNK);
            }
            case IN_A_CHUNK -> {
                out.write(ascii(Integer.toHexString(bytes.length) + "\r\n"));
                out.write(bytes, 0, part);
            }
            case RESET -> {
                chunk(bytes, 0, part);
                socket.setSoLinger(true, 0);
            }
        }
    }

    private void chunk(byte[] bytes, int from, int to) throws IOException {
        if (from == to) {
            return; // would be the last one
        }
        var chunk = new ByteArrayOutputStream();
        chunk.writeBytes(ascii(Integer.toHexString(to - from) + "\r\n"));
        chunk.write(bytes, from, to - from);
        chunk.writeBytes(ascii("\r\n"));
        chunk.writeTo(out);
        server.sentBytes.addAndGet(to - from);
    }

    /** All is sent: stays open until the client leaves. */
    private void hold() throws IOException {
        while (socket.getInputStream().read() >= 0) {
            // nothing more is asked
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
