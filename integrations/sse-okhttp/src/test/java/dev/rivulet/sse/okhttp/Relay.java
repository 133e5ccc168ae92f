package dev.rivulet.sse.okhttp;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A way to a server that can lose all that comes from it, as a network does that forgets a connection. */
final class Relay implements AutoCloseable {
    private final ServerSocket door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final int to;
    private final List<Link> links = new CopyOnWriteArrayList<>();

    Relay(int to) throws IOException {
        this.to = to;
        start(this::accept);
    }

    int port() {
        return door.getLocalPort();
    }

    int connections() {
        return links.size();
    }

    /** Nothing of what comes on the connections there are reaches the client any more. */
    void loseAll() {
        links.forEach(link -> link.lost = true);
    }

    private void accept() {
        try {
            while (true) {
                var link = new Link(door.accept(), new Socket(InetAddress.getLoopbackAddress(), to));
                links.add(link);
                start(() -> link.copy(link.client, link.server, false));
                start(() -> link.copy(link.server, link.client, true));
            }
        } catch (IOException closed) {
            // as it should be
        }
    }

    private static void start(Runnable task) {
        var thread = new Thread(task, "scripted-server-relay");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            door.close();
            for (Link link : links) {
                link.client.close();
                link.server.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Link {
        final Socket client;
        final Socket server;
        volatile boolean lost;

        Link(Socket client, Socket server) {
            this.client = client;
            this.server = server;
        }

        void copy(Socket from, Socket to, boolean mayBeLost) {
            byte[] bytes = new byte[8_192];
            try (from;
                    to) {
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream();
                for (int n = in.read(bytes); n >= 0; n = in.read(bytes)) {
                    if (!mayBeLost || !lost) {
                        out.write(bytes, 0, n);
                    }
                }
            } catch (IOException closed) {
                // by the other direction
            }
        }
    }
}
