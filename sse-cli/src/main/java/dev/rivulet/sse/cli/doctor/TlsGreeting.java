package dev.rivulet.sse.cli.doctor;

import java.io.IOException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Instant;
import javax.net.ssl.SSLSession;

/**
 * What a TLS handshake agreed on.
 *
 * @param version such as {@code TLSv1.3}
 * @param expires when the server's own certificate expires
 */
record TlsGreeting(String version, String cipher, Instant expires, long nanos) {
    /** Of a handshake that is complete. */
    static TlsGreeting of(SSLSession session, long nanos) throws IOException {
        Certificate server = session.getPeerCertificates()[0];
        Instant expires =
                server instanceof X509Certificate x509 ? x509.getNotAfter().toInstant() : Instant.MAX;
        return new TlsGreeting(session.getProtocol(), session.getCipherSuite(), expires, nanos);
    }
}
