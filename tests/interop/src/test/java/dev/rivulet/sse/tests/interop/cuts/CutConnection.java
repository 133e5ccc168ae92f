package dev.rivulet.sse.tests.interop.cuts;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Deque;

/** A connection that was accepted: reads requests without a body, one after another, and writes. On the server's thread. */
final class CutConnection {
    private static final int MOST_HEAD = 8192;

    private final CutServer server;
    private final SocketChannel channel;
    private final SelectionKey key;
    private final ByteBuffer in = ByteBuffer.allocate(MOST_HEAD);
    private final Deque<ByteBuffer> out = new ArrayDeque<>();
    private boolean closesAfterLast;

    CutConnection(CutServer server, SocketChannel channel, SelectionKey key) {
        this.server = server;
        this.channel = channel;
        this.key = key;
    }

    boolean isOpen() {
        return channel.isOpen();
    }

    /** Whether all that was written has left. */
    boolean isFlushed() {
        return out.isEmpty();
    }

    void ready() throws IOException {
        if (key.isWritable()) {
            flush();
        }
        if (channel.isOpen() && key.isReadable()) {
            read();
        }
    }

    void write(byte[] bytes) throws IOException {
        out.add(ByteBuffer.wrap(bytes));
        flush();
    }

    /** The end of the connection after what was written. */
    void close() throws IOException {
        closesAfterLast = true;
        flush();
    }

    /** The end of the connection by a reset. */
    void reset() throws IOException {
        channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        channel.close();
    }

    /** Nothing can be read or written here any more. */
    void abandon() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void flush() throws IOException {
        while (!out.isEmpty() && out.peek().hasRemaining() && channel.write(out.peek()) > 0) {
            if (!out.peek().hasRemaining()) {
                out.remove();
            }
        }
        if (out.isEmpty() && closesAfterLast) {
            channel.close();
        } else {
            key.interestOps(out.isEmpty() ? SelectionKey.OP_READ : SelectionKey.OP_READ | SelectionKey.OP_WRITE);
        }
    }

    private void read() throws IOException {
        if (channel.read(in) < 0) {
            channel.close();
            return;
        }
        String head = new String(in.array(), 0, in.position(), ISO_8859_1);
        if (head.endsWith("\r\n\r\n")) {
            in.clear();
            begin(head);
        } else if (!in.hasRemaining()) {
            throw new IOException("the head of a request is too long");
        }
    }

    private void begin(String head) throws IOException {
        String target = head.substring(head.indexOf(' ') + 1, head.indexOf(" HTTP/1.1"));
        int stream = Integer.parseInt(target.substring(target.lastIndexOf('/') + 1));
        long lastEventId = head.lines()
                .filter(line -> line.regionMatches(true, 0, "Last-Event-ID:", 0, "Last-Event-ID:".length()))
                .mapToLong(line ->
                        Long.parseLong(line.substring(line.indexOf(':') + 1).strip()))
                .findFirst()
                .orElse(0);
        server.visited(this, stream, lastEventId);
    }
}
