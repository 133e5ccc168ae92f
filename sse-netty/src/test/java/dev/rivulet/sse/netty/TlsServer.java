package dev.rivulet.sse.netty;

import dev.rivulet.sse.tests.support.AcceptLoop;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/** HTTP/1.1 over TLS that notes what the handshake contains: the name that was asked for, and who asked. */
final class TlsServer implements AutoCloseable {
    /** An entry each connection: the names of SNI. */
    final List<String> names = new CopyOnWriteArrayList<>();

    /** An entry each connection: the subject of the client's certificate, or that it has none. */
    final List<String> clients = new CopyOnWriteArrayList<>();

    private final SSLServerSocket server;
    private final AcceptLoop<Socket> loop;

    private TlsServer(String address, boolean needsCertificate) {
        try {
            server = (SSLServerSocket) Keys.ONE
                    .showing()
                    .getServerSocketFactory()
                    .createServerSocket(0, 50, InetAddress.getByName(address));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setNeedClientAuth(needsCertificate);
        loop = AcceptLoop.of("tls-server", server, socket -> serve((SSLSocket) socket));
        loop.start();
    }

    static TlsServer start() {
        return on("127.0.0.1");
    }

    static TlsServer on(String address) {
        return new TlsServer(address, false);
    }

    static TlsServer thatNeedsACertificate() {
        return new TlsServer("127.0.0.1", true);
    }

    URI uri(String host) {
        return URI.create("https://" + host + ":" + server.getLocalPort() + "/events");
    }

    @Override
    public void close() {
        loop.close();
    }

    private void serve(SSLSocket socket) throws IOException {
        try (socket) {
            socket.startHandshake();
            var session = (ExtendedSSLSession) socket.getSession();
            names.add(session.getRequestedServerNames().toString());
            clients.add(client(session));
            InputStream in = socket.getInputStream();
            for (int newlines = 0; newlines < 2; ) { // up to the empty line
                int next = in.read();
                newlines = next == '\n' ? newlines + 1 : next == '\r' ? newlines : 0;
                if (next < 0) {
                    return;
                }
            }
            socket.getOutputStream()
                    .write("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 9\r\n\r\ndata: a\n\n"
                            .getBytes(StandardCharsets.US_ASCII));
        }
    }

    private static String client(ExtendedSSLSession session) {
        try {
            return session.getPeerPrincipal().getName();
        } catch (SSLPeerUnverifiedException none) {
            return "none";
        }
    }
}
