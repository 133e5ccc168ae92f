package dev.rivulet.sse.cli;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A SOCKS 5 proxy (RFC 1928, 1929) that asks for a password, and finds every name at this machine. */
final class SocksProxy implements AutoCloseable {
    /** The login and the target of each connection. */
    final List<String> asked = new CopyOnWriteArrayList<>();

    private final ServerSocket server;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();

    SocksProxy() throws IOException {
        server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        start(() -> {
            while (true) {
                Socket client = server.accept();
                sockets.add(client);
                start(() -> serve(client));
            }
        });
    }

    int port() {
        return server.getLocalPort();
    }

    private void serve(Socket client) throws IOException {
        var in = new DataInputStream(client.getInputStream());
        OutputStream out = client.getOutputStream();
        in.skipNBytes(1);
        in.skipNBytes(in.readUnsignedByte());
        out.write(new byte[] {5, 2});
        in.skipNBytes(1);
        String login = text(in) + ":" + text(in);
        out.write(new byte[] {1, 0});
        in.skipNBytes(3);
        String host = in.readByte() == 3
                ? text(in)
                : InetAddress.getByAddress(in.readNBytes(4)).getHostAddress();
        int port = in.readUnsignedShort();
        asked.add(login + "@" + host);
        var origin = new Socket(InetAddress.getLoopbackAddress(), port);
        sockets.add(origin);
        out.write(new byte[] {5, 0, 0, 1, 0, 0, 0, 0, 0, 0});
        start(() -> pump(origin.getInputStream(), client));
        pump(in, origin);
    }

    private static void pump(InputStream from, Socket to) throws IOException {
        from.transferTo(to.getOutputStream());
        to.shutdownOutput();
    }

    private static String text(DataInputStream in) throws IOException {
        return new String(in.readNBytes(in.readUnsignedByte()), StandardCharsets.UTF_8);
    }

    private static void start(Task task) {
        var thread = new Thread(
                () -> {
                    try {
                        task.run();
                    } catch (IOException closed) {
                        // by the client, the origin, or the test
                    }
                },
                "socks-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket each : sockets) {
            each.close();
        }
    }

    private interface Task {
        void run() throws IOException;
    }
}
