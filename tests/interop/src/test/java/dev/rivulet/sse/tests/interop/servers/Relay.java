package dev.rivulet.sse.tests.interop.servers;

import dev.rivulet.sse.tests.support.AcceptLoop;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;

/** Stands between a client and a server, and passes bytes on as the test wants: in small pieces, and only so many. */
final class Relay implements AutoCloseable {
    private final ServerSocket door = AcceptLoop.loopback();
    private final AcceptLoop<Socket> loop = AcceptLoop.of("relay", door, this::serve);
    private final AtomicInteger cuts = new AtomicInteger();
    private final int serverPort;
    private final IntSupplier most;
    private final int piece;

    private Relay(int serverPort, IntSupplier most, int piece) {
        this.serverPort = serverPort;
        this.most = most;
        this.piece = piece;
        loop.start();
    }

    /** Passes as many bytes of the server's on as the test sets for each connection, and cuts that. */
    static Relay cutting(int serverPort, IntSupplier most) {
        return new Relay(serverPort, most, 8192);
    }

    /** Passes each byte of the server's on separately. */
    static Relay byteByByte(int serverPort) {
        return new Relay(serverPort, () -> Integer.MAX_VALUE, 1);
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + door.getLocalPort() + path);
    }

    int cuts() {
        return cuts.get();
    }

    private void serve(Socket client) throws IOException {
        Socket server = loop.closing(new Socket(InetAddress.getLoopbackAddress(), serverPort));
        client.setTcpNoDelay(true);
        loop.run(() -> pass(client, server, Integer.MAX_VALUE, 8192));
        pass(server, client, most.getAsInt(), piece);
    }

    private void pass(Socket from, Socket to, int many, int atOnce) throws IOException {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[atOnce];
            int left = many;
            for (int read = 0; left > 0; left -= read) {
                read = in.read(buffer, 0, Math.min(left, atOnce));
                if (read < 0) {
                    return;
                }
                out.write(buffer, 0, read);
            }
            cuts.incrementAndGet();
        }
    }

    @Override
    public void close() {
        loop.close();
    }
}
