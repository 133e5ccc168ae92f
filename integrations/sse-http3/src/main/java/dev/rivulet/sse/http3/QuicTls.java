package dev.rivulet.sse.http3;

import dev.rivulet.sse.spi.TransportUnavailableException;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.codec.quic.QuicSslContext;
import io.netty.handler.codec.quic.QuicSslContextBuilder;
import io.netty.handler.codec.quic.QuicSslEngine;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.util.stream.Stream;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** QUIC's TLS as a client. It offers {@code h3} alone: with Netty's whole list some servers choose a draft. */
final class QuicTls {
    static final String VERIFIED_AS = "HTTPS";

    /** One an origin, of one or two kilobytes: that of the origin which was connected longest ago is given up. */
    private static final int MOST_TICKETS = 1_000;

    private final QuicSslContext context;
    private final NamedTrust trust;
    private final boolean earlyData;

    private QuicTls(QuicSslContext context, NamedTrust trust, boolean earlyData) {
        this.context = context;
        this.trust = trust;
        this.earlyData = earlyData;
    }

    static QuicTls of(
            @Nullable X509ExtendedTrustManager given, @Nullable X509ExtendedKeyManager keys, boolean earlyData)
            throws TransportUnavailableException {
        var trust = new NamedTrust(given == null ? ofTheJvm() : given);
        QuicSslContextBuilder builder = QuicSslContextBuilder.forClient()
                .trustManager(trust)
                .endpointIdentificationAlgorithm(VERIFIED_AS)
                .sessionCacheSize(MOST_TICKETS)
                .earlyData(earlyData)
                .applicationProtocols("h3");
        if (keys != null) {
            builder.keyManager(keys, null);
        }
        return new QuicTls(builder.build(), trust, earlyData);
    }

    private static X509ExtendedTrustManager ofTheJvm() throws TransportUnavailableException {
        try {
            var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init((KeyStore) null);
            return Stream.of(factory.getTrustManagers())
                    .filter(X509ExtendedTrustManager.class::isInstance)
                    .map(X509ExtendedTrustManager.class::cast)
                    .findFirst()
                    .orElseThrow(() -> new TransportUnavailableException(
                            "the JVM's trust manager verifies no host names: give one to Http3TransportBuilder.trust"));
        } catch (GeneralSecurityException e) {
            throw new TransportUnavailableException("TLS cannot be set up: " + e.getMessage(), e);
        }
    }

    boolean sendsEarlyData() {
        return earlyData;
    }

    int mostTickets() {
        return context.sessionContext().getSessionCacheSize();
    }

    /** Verifies the certificate for this host, and names it in the handshake (SNI). */
    QuicSslEngine engine(ByteBufAllocator allocator, String host, int port) {
        return context.newEngine(allocator, host, port);
    }

    /** Why the server's certificate was refused in this handshake; null if it was not. */
    @Nullable
    CertificateException refusal(@Nullable SSLEngine engine) {
        return engine == null ? null : trust.refusal(engine);
    }
}
