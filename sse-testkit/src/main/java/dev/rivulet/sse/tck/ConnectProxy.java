package dev.rivulet.sse.tck;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A proxy on loopback that knows CONNECT alone: it makes the tunnel, or answers what the test sets. */
final class ConnectProxy implements AutoCloseable {
    private final ServerSocket server;
    private final int status;
    private final List<String> heads = new CopyOnWriteArrayList<>();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();

    /** @param status 200 makes tunnels */
    ConnectProxy(int status) {
        this.status = status;
        try {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start(this::accept);
    }

    ProxySelector selector() {
        return ProxySelector.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getLocalPort()));
    }

    /** The heads of the requests so far, without their last empty line. */
    List<String> heads() {
        return heads;
    }

    @Override
    public void close() {
        try {
            server.close();
            for (Socket socket : sockets) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() throws IOException {
        while (true) {
            Socket client = server.accept();
            sockets.add(client);
            start(() -> serve(client));
        }
    }

    private void serve(Socket client) throws IOException {
        var in = new BufferedInputStream(client.getInputStream());
        String head = head(in);
        heads.add(head);
        OutputStream out = client.getOutputStream();
        if (status != 200) {
            String fields = status == 407 ? "Proxy-Authenticate: Basic realm=\"a\"\r\n" : "";
            out.write(("HTTP/1.1 " + status + " No\r\n" + fields + "Content-Length: 0\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            return;
        }
        int port = Integer.parseInt(head.substring(head.indexOf(':') + 1, head.indexOf(" HTTP/")));
        var origin = new Socket(InetAddress.getLoopbackAddress(), port);
        sockets.add(origin);
        out.write("HTTP/1.1 200 Connected\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        start(() -> pipe(origin.getInputStream(), client));
        pipe(in, origin);
    }

    private static void pipe(InputStream from, Socket to) throws IOException {
        try (to) {
            from.transferTo(to.getOutputStream());
        }
    }

    private static String head(InputStream in) throws IOException {
        var head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("the request ended early");
            }
            head.write(next);
        }
        return head.toString(StandardCharsets.ISO_8859_1).strip();
    }

    private static void start(Task task) {
        var thread = new Thread(
                () -> {
                    try {
                        task.run();
                    } catch (IOException closed) {
                        // the client, the origin or the proxy is gone
                    }
                },
                "scripted-server-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    private interface Task {
        void run() throws IOException;
    }
}
