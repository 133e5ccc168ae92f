package dev.rivulet.sse.tests.interop.cases;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A proxy that makes tunnels (RFC 9110, 9.3.6) to this machine whatever host is asked for, and keeps what it sees. */
final class Tunnel implements AutoCloseable {
    private final RawServer server = RawServer.start(this::serve);
    private final List<String> heads = new CopyOnWriteArrayList<>();
    private final ByteArrayOutputStream seen = new ByteArrayOutputStream(); // guarded by its own monitor

    private Tunnel() throws IOException {}

    static Tunnel start() throws IOException {
        return new Tunnel();
    }

    ProxySelector selector() {
        return ProxySelector.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
    }

    /** The heads of the requests so far. */
    List<String> heads() {
        return heads;
    }

    /** All that clients have sent through, after those. */
    byte[] seen() {
        synchronized (seen) {
            return seen.toByteArray();
        }
    }

    private void serve(Socket client, int number) throws Exception {
        InputStream in = client.getInputStream();
        String head = RawServer.readHead(in);
        heads.add(head);
        int port = Integer.parseInt(head.substring(head.indexOf(':') + 1, head.indexOf(" HTTP/")));
        try (var origin = new Socket(InetAddress.getLoopbackAddress(), port)) {
            client.getOutputStream().write("HTTP/1.1 200 Connected\r\n\r\n".getBytes(ISO_8859_1));
            server.start(() -> pump(origin, client, new byte[8192], new ByteArrayOutputStream()));
            pump(client, origin, new byte[8192], seen);
        }
    }

    private static void pump(Socket from, Socket to, byte[] buffer, ByteArrayOutputStream copy) throws IOException {
        InputStream in = from.getInputStream();
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            synchronized (copy) {
                copy.write(buffer, 0, read);
            }
            to.getOutputStream().write(buffer, 0, read);
        }
        to.shutdownOutput();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
