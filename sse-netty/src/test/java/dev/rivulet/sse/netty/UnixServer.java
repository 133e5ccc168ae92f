package dev.rivulet.sse.netty;

import static org.awaitility.Awaitility.await;

import dev.rivulet.sse.tests.support.AcceptLoop;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Event streams on a Unix domain socket: an event for each connection, and then nothing. */
final class UnixServer implements AutoCloseable {
    private static final String ANSWER = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\ndata: a\n\n";

    final Path path;
    private final AcceptLoop<SocketChannel> loop;
    private final List<String> heads = new CopyOnWriteArrayList<>();
    private final AtomicInteger gone = new AtomicInteger();

    private UnixServer(Path path) {
        this.path = path;
        try {
            loop = AcceptLoop.of(
                    "unix-server",
                    ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(path)),
                    this::serve);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        loop.start();
    }

    static UnixServer at(Path path) {
        return new UnixServer(path);
    }

    String awaitHead(int number) {
        await().until(() -> heads.size() >= number);
        return heads.get(number - 1);
    }

    /** Waits until so many clients have gone. */
    void awaitDisconnect(int count) {
        await().until(() -> gone.get() >= count);
    }

    @Override
    public void close() {
        loop.close();
    }

    private void serve(SocketChannel client) throws IOException {
        var head = new StringBuilder();
        ByteBuffer buffer = ByteBuffer.allocate(1_024);
        try {
            while (client.read(buffer) >= 0) {
                head.append(StandardCharsets.ISO_8859_1.decode(buffer.flip()));
                buffer.clear();
                if (head.indexOf("\r\n\r\n") >= 0) {
                    heads.add(head.toString());
                    head.setLength(0);
                    client.write(ByteBuffer.wrap(ANSWER.getBytes(StandardCharsets.US_ASCII)));
                }
            }
        } finally {
            gone.incrementAndGet();
        }
    }
}
