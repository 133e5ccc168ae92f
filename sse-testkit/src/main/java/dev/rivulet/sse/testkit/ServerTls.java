package dev.rivulet.sse.testkit;

import java.io.IOException;
import java.net.Socket;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * TLS as the server speaks it.
 *
 * @param http2 whether it is chosen where the client offers it
 */
record ServerTls(SSLContext context, boolean http2) {
    private static final String H2 = "h2";

    /** With the handshake done. */
    Link over(Socket tcp) throws IOException {
        var layer = (SSLSocket) context.getSocketFactory().createSocket(tcp, "localhost", tcp.getPort(), true);
        layer.setUseClientMode(false);
        if (http2) {
            layer.setHandshakeApplicationProtocolSelector((socket, offered) -> choice(offered));
        }
        layer.startHandshake();
        return new Link(tcp, layer);
    }

    static boolean isHttp2(Socket socket) {
        return socket instanceof SSLSocket tls && H2.equals(tls.getApplicationProtocol());
    }

    /** "" is to choose none, with which HTTP/1.1 is spoken too. */
    private static String choice(List<String> offered) {
        return offered.contains(H2) ? H2 : offered.contains("http/1.1") ? "http/1.1" : "";
    }
}
