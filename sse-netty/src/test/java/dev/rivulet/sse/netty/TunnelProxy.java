package dev.rivulet.sse.netty;

import dev.rivulet.sse.tests.support.AcceptLoop;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A proxy that makes tunnels, by HTTP's CONNECT or by SOCKS5. It finds every name at 127.0.0.1. */
final class TunnelProxy implements AutoCloseable {
    static final PasswordAuthentication ANN = new PasswordAuthentication("ann", "pa:ss word".toCharArray());
    private static final String LOGIN = "ann:pa:ss word";

    /** What was asked for, as {@code host:port}, where the login was right. */
    final List<String> asked = new CopyOnWriteArrayList<>();

    private final ServerSocket server = AcceptLoop.loopback();
    private final AcceptLoop<Socket> loop = AcceptLoop.of("tunnel-proxy", server, this::serve);
    private final Proxy.Type type;
    private final boolean wantsLogin;

    private TunnelProxy(Proxy.Type type, boolean wantsLogin) {
        this.type = type;
        this.wantsLogin = wantsLogin;
        loop.start();
    }

    static TunnelProxy open(Proxy.Type type) {
        return new TunnelProxy(type, false);
    }

    /** Lets only {@link #ANN} in. */
    static TunnelProxy guarded(Proxy.Type type) {
        return new TunnelProxy(type, true);
    }

    int port() {
        return server.getLocalPort();
    }

    ProxySelector selector() {
        return selector(type, new InetSocketAddress(InetAddress.getLoopbackAddress(), port()));
    }

    static ProxySelector selector(Proxy.Type type, InetSocketAddress address) {
        return new ProxySelector() {
            @Override
            public List<Proxy> select(URI uri) {
                return List.of(new Proxy(type, address));
            }

            @Override
            public void connectFailed(URI uri, SocketAddress proxy, IOException failure) {}
        };
    }

    @Override
    public void close() {
        loop.close();
    }

    private void serve(Socket client) throws IOException {
        try (client) {
            var in = new DataInputStream(client.getInputStream());
            int port =
                    type == Proxy.Type.SOCKS ? socks(in, client.getOutputStream()) : http(in, client.getOutputStream());
            if (port > 0) {
                loop.tunnel(in, client, new Socket(InetAddress.getLoopbackAddress(), port));
            }
        }
    }

    /** RFC 9110, 9.3.6. */
    private int http(DataInputStream in, OutputStream out) throws IOException {
        var head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.readUnsignedByte());
        }
        String login = Base64.getEncoder().encodeToString(LOGIN.getBytes(StandardCharsets.UTF_8));
        if (wantsLogin && head.indexOf("roxy-authorization: Basic " + login + "\r\n") < 0) {
            out.write(ascii("HTTP/1.1 407 No\r\nProxy-Authenticate: Basic realm=\"a\"\r\nContent-Length: 0\r\n\r\n"));
            return 0;
        }
        String target = head.substring("CONNECT ".length(), head.indexOf(" HTTP/"));
        asked.add(target);
        out.write(ascii("HTTP/1.1 200 Connected\r\n\r\n"));
        return Integer.parseInt(target.substring(target.lastIndexOf(':') + 1));
    }

    /** RFC 1928 and 1929. */
    private int socks(DataInputStream in, OutputStream out) throws IOException {
        in.readByte();
        String methods = new String(in.readNBytes(in.readByte()), StandardCharsets.ISO_8859_1);
        int method = wantsLogin ? 2 : 0;
        if (methods.indexOf(method) < 0) {
            out.write(new byte[] {5, (byte) 0xFF});
            return 0;
        }
        out.write(new byte[] {5, (byte) method});
        if (wantsLogin) {
            in.readByte();
            String login = text(in) + ":" + text(in);
            out.write(new byte[] {1, (byte) (login.equals(LOGIN) ? 0 : 1)});
            if (!login.equals(LOGIN)) {
                return 0;
            }
        }
        in.skipNBytes(3);
        boolean isName = in.readByte() == 3;
        String host =
                isName ? text(in) : InetAddress.getByAddress(in.readNBytes(4)).getHostAddress();
        int port = in.readUnsignedShort();
        asked.add(host + ":" + port);
        out.write(new byte[] {5, 0, 0, 1, 0, 0, 0, 0, 0, 0});
        return port;
    }

    private static String text(DataInputStream in) throws IOException {
        return new String(in.readNBytes(in.readUnsignedByte()), StandardCharsets.UTF_8);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
