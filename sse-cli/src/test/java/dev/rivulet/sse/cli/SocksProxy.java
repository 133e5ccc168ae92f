package dev.rivulet.sse.cli;

import dev.rivulet.sse.tests.support.AcceptLoop;
import java.io.DataInputStream;
import java.io.IOException;
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

    private final ServerSocket server = AcceptLoop.loopback();
    private final AcceptLoop<Socket> loop = AcceptLoop.of("socks-proxy", server, this::serve);

    SocksProxy() {
        loop.start();
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
        out.write(new byte[] {5, 0, 0, 1, 0, 0, 0, 0, 0, 0});
        loop.tunnel(in, client, origin);
    }

    private static String text(DataInputStream in) throws IOException {
        return new String(in.readNBytes(in.readUnsignedByte()), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        loop.close();
    }
}
