package dev.rivulet.sse.tck;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;

/** A connection to a port on loopback, of which only the first byte is read before it is reset. */
final class Visitor implements AutoCloseable {
    private final ServerSocket door;
    private final Duration patience;

    Visitor(Duration patience) {
        this.patience = patience;
        try {
            door = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    URI uri(String scheme) {
        return URI.create(scheme + "://localhost:" + door.getLocalPort() + "/");
    }

    /** Waits for the connection's first byte, then does something, then resets the connection. */
    void resetAfterFirstByte(Runnable meanwhile) {
        try (Socket socket = accepted()) {
            if (socket.getInputStream().read() < 0) {
                throw new AssertionError("the connection ended before its first byte");
            }
            meanwhile.run();
            socket.setSoLinger(true, 0);
        } catch (IOException e) {
            throw new AssertionError("no first byte came: " + e, e);
        }
    }

    private Socket accepted() throws IOException {
        door.setSoTimeout((int) patience.toMillis());
        Socket socket = door.accept();
        socket.setSoTimeout((int) patience.toMillis());
        return socket;
    }

    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
