package dev.rivulet.sse.cli;

import dev.rivulet.sse.tests.support.AcceptLoop;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/** Insists on a client's certificate, and streams its subject. */
final class ClientCertificateServer implements AutoCloseable {
    private final SSLServerSocket server;
    private final AcceptLoop<Socket> loop;

    ClientCertificateServer(SSLContext context) throws IOException {
        server = (SSLServerSocket)
                context.getServerSocketFactory().createServerSocket(0, 10, InetAddress.getLoopbackAddress());
        server.setNeedClientAuth(true);
        loop = AcceptLoop.of("client-certificate-server", server, socket -> serve((SSLSocket) socket));
        loop.start();
    }

    String url() {
        return "https://localhost:" + server.getLocalPort() + "/";
    }

    private static void serve(SSLSocket socket) throws IOException {
        try (socket) {
            var in = new DataInputStream(socket.getInputStream());
            var head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                head.append((char) in.readUnsignedByte());
            }
            String subject = socket.getSession().getPeerPrincipal().getName();
            socket.getOutputStream()
                    .write(("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\ndata: "
                                    + subject + "\n\n")
                            .getBytes(StandardCharsets.US_ASCII));
        }
    }

    @Override
    public void close() {
        loop.close();
    }
}
