package dev.rivulet.sse.cli.doctor;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * What a TLS handshake agreed on.
 *
 * @param version such as {@code TLSv1.3}
 * @param expires when the server's own certificate expires
 */
record TlsGreeting(String version, String cipher, Instant expires, long nanos) {
    /** Makes a handshake and closes the connection. Null if it fails: then the request fails too, and says why. */
    static @Nullable TlsGreeting of(String host, int port, SSLContext context, Duration atMost) {
        long start = System.nanoTime();
        int millis = (int) Math.min(Integer.MAX_VALUE, Math.max(1, atMost.toMillis()));
        try (var plain = new Socket()) {
            plain.connect(new InetSocketAddress(host, port), millis);
            plain.setSoTimeout(millis);
            try (var socket = (SSLSocket) context.getSocketFactory().createSocket(plain, host, port, true)) {
                SSLParameters parameters = socket.getSSLParameters();
                parameters.setEndpointIdentificationAlgorithm("HTTPS");
                socket.setSSLParameters(parameters);
                socket.startHandshake();
                return of(socket.getSession(), start);
            }
        } catch (IOException failed) {
            return null;
        }
    }

    private static TlsGreeting of(SSLSession session, long start) throws IOException {
        Certificate server = session.getPeerCertificates()[0];
        Instant expires =
                server instanceof X509Certificate x509 ? x509.getNotAfter().toInstant() : Instant.MAX;
        return new TlsGreeting(session.getProtocol(), session.getCipherSuite(), expires, System.nanoTime() - start);
    }
}
