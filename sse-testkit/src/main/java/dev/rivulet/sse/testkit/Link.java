package dev.rivulet.sse.testkit;

import java.io.IOException;
import java.net.Socket;
import javax.net.ssl.SSLSocket;

/**
 * The sockets under a conversation, and how they end.
 *
 * @param socket the same as {@code tcp}, or TLS over it
 */
record Link(Socket tcp, Socket socket) {
    /** The orderly end of a connection. */
    void close() throws IOException {
        if (socket instanceof SSLSocket tls) {
            tls.shutdownOutput();
        }
        fin();
    }

    /** What comes from a killed process: a FIN, and over TLS no close_notify. */
    void fin() throws IOException {
        tcp.shutdownOutput();
    }

    void reset() throws IOException {
        tcp.setSoLinger(true, 0);
        tcp.close();
    }
}
