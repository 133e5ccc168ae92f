package dev.rivulet.sse.tests.interop.cases;

import java.io.IOException;
import java.net.Socket;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** TLS as a {@link RawServer} speaks it. */
final class TlsSockets {
    /** All of them: up to Java 20, one that is collected says close_notify first. */
    private static final Queue<SSLSocket> KEPT = new ConcurrentLinkedQueue<>();

    private TlsSockets() {}

    /**
     * Shakes hands. The socket below stays the caller's: to end without close_notify, say.
     *
     * @param versions none for the JDK's
     */
    static SSLSocket accept(SSLContext context, Socket tcp, String... versions) throws IOException {
        SSLSocket socket = over(context, tcp);
        if (versions.length > 0) {
            socket.setEnabledProtocols(versions);
        }
        socket.startHandshake();
        return socket;
    }

    /** Shakes hands, and takes nothing but HTTP/2. */
    static SSLSocket acceptHttp2(SSLContext context, Socket tcp) throws IOException {
        SSLSocket socket = over(context, tcp);
        socket.setHandshakeApplicationProtocolSelector((any, offered) -> choice(offered));
        socket.startHandshake();
        return socket;
    }

    private static String choice(List<String> offered) {
        return offered.contains("h2") ? "h2" : null;
    }

    private static SSLSocket over(SSLContext context, Socket tcp) throws IOException {
        var socket = (SSLSocket) context.getSocketFactory().createSocket(tcp, "localhost", tcp.getPort(), false);
        socket.setUseClientMode(false);
        KEPT.add(socket);
        return socket;
    }
}
