package dev.rivulet.sse.tests.support;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/**
 * A server that sends one stream of {@link NumberedEvent}s as fast as it is taken. The test's own thread writes it, and
 * so knows when it is not taken any more.
 */
public final class Flood implements AutoCloseable {
    private static final int EVENTS_IN_A_CHUNK = 16;
    private static final int MOST_MILLIS = 60_000;
    private static final int STALLED_MILLIS = 1_000;

    private final ServerSocketChannel door = ServerSocketChannel.open();
    private final Selector selector = Selector.open();
    private final ByteBuffer chunk = ByteBuffer.allocateDirect(EVENTS_IN_A_CHUNK * NumberedEvent.WIRE_LENGTH + 16);
    private SocketChannel client = SocketChannel.open();
    private long events;
    private long taken;

    public Flood() throws IOException {
        door.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        chunk.flip();
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + door.socket().getLocalPort() + "/");
    }

    /** Waits for the client, and answers with the head of the response. */
    public void open() throws IOException {
        await(door, SelectionKey.OP_ACCEPT);
        client.close();
        client = door.accept();
        await(client, SelectionKey.OP_READ);
        client.read(ByteBuffer.allocate(8192)); // a head as short as this one comes at once
        send("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n");
    }

    /** How many events have been begun. */
    public long events() {
        return events;
    }

    /** Sends until the system has taken so many bytes in all. */
    public void sendUpTo(long bytes) throws IOException {
        while (taken < bytes) {
            if (write() == 0 && !awaitTaken(MOST_MILLIS)) {
                throw new AssertionError("nothing was taken after " + taken + " bytes");
            }
        }
    }

    /** Sends until nothing is taken for a second, and gives how much was until then. */
    public long sendUntilStalled(long most) throws IOException {
        long before = taken;
        while (taken - before < most) {
            if (write() == 0 && !awaitTaken(STALLED_MILLIS)) {
                break;
            }
        }
        return taken - before;
    }

    /** Ends the response. */
    public void end() throws IOException {
        while (chunk.hasRemaining()) {
            sendUpTo(taken + chunk.remaining());
        }
        send("0\r\n\r\n");
    }

    private int write() throws IOException {
        if (!chunk.hasRemaining()) {
            fill();
        }
        int written = client.write(chunk);
        taken += written;
        return written;
    }

    private void fill() {
        chunk.clear();
        chunk.put(ascii(Integer.toHexString(EVENTS_IN_A_CHUNK * NumberedEvent.WIRE_LENGTH) + "\r\n"));
        for (int i = 0; i < EVENTS_IN_A_CHUNK; i++) {
            chunk.put(NumberedEvent.wire(++events));
        }
        chunk.put(ascii("\r\n")).flip();
    }

    private boolean awaitTaken(long millis) throws IOException {
        selector.selectedKeys().clear();
        return selector.select(millis) > 0;
    }

    private void await(SelectableChannel channel, int operation) throws IOException {
        channel.configureBlocking(false);
        SelectionKey key = channel.register(selector, operation);
        selector.selectedKeys().clear();
        if (selector.select(MOST_MILLIS) == 0) {
            throw new AssertionError("no client");
        }
        key.interestOps(channel == client ? SelectionKey.OP_WRITE : 0);
    }

    private void send(String text) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(ascii(text));
        while (bytes.hasRemaining()) {
            if (client.write(bytes) == 0 && !awaitTaken(MOST_MILLIS)) {
                throw new AssertionError("not taken: " + text);
            }
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void close() throws IOException {
        selector.close();
        client.close();
        door.close();
    }
}
