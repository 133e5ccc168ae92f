package dev.rivulet.sse.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/** Insists on a client's certificate, and streams its subject. */
final class ClientCertificateServer implements AutoCloseable {
    private final SSLServerSocket server;

    ClientCertificateServer(SSLContext context) throws IOException {
        server = (SSLServerSocket)
                context.getServerSocketFactory().createServerSocket(0, 10, InetAddress.getLoopbackAddress());
        server.setNeedClientAuth(true);
        var thread = new Thread(this::serve, "client-certificate-server");
        thread.setDaemon(true);
        thread.start();
    }

    String url() {
        return "https://localhost:" + server.getLocalPort() + "/";
    }

    private void serve() {
        while (!server.isClosed()) {
            try (var client = (SSLSocket) server.accept()) {
                var head = new StringBuilder();
                while (head.indexOf("\r\n\r\n") < 0) {
                    head.append((char) client.getInputStream().readNBytes(1)[0]);
                }
                String subject = client.getSession().getPeerPrincipal().getName();
                client.getOutputStream()
                        .write(("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\ndata: "
                                        + subject + "\n\n")
                                .getBytes(StandardCharsets.US_ASCII));
            } catch (IOException | ArrayIndexOutOfBoundsException closed) {
                // the client, or the test, has closed it
            }
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
