package dev.rivulet.sse.bench.live;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A blocking socket on a thread, without HTTP: counts bytes, or also makes a String of each event's length. */
final class SocketClient implements LiveClient {
    private final boolean strings;
    private final List<Socket> sockets = new ArrayList<>();

    SocketClient(boolean strings) {
        this.strings = strings;
    }

    @Override
    public void open(URI uri, Taker taker) {
        try {
            var socket = new Socket(uri.getHost(), uri.getPort());
            sockets.add(socket);
            socket.getOutputStream()
                    .write(("GET " + uri.getPath() + " HTTP/1.1\r\nHost: localhost\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            LiveWire wire = LiveWire.ofPath(uri.getPath());
            var thread = new Thread(() -> read(socket, wire, taker), "socket");
            thread.setDaemon(true);
            thread.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read(Socket socket, LiveWire wire, Taker taker) {
        byte[] buffer = new byte[1 << 16];
        int left = 0;
        int eventBytes = wire.eventBytes();
        try (InputStream in = socket.getInputStream()) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                int events = (left + n) / eventBytes;
                left = (left + n) % eventBytes;
                for (int i = 0; strings && i < events && (i + 1) * eventBytes <= n; i++) {
                    keep = new String(buffer, i * eventBytes, wire.dataBytes(), StandardCharsets.UTF_8);
                }
                taker.counted(events);
            }
        } catch (IOException closed) {
            // by closeStreams
        }
    }

    /** So that no String is left out. */
    @SuppressWarnings("unused")
    private volatile String keep = "";

    @Override
    public void closeStreams() {
        for (Socket socket : sockets) {
            try {
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        sockets.clear();
    }

    @Override
    public void close() {
        closeStreams();
    }
}
