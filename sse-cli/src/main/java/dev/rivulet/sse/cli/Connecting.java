package dev.rivulet.sse.cli;

import dev.rivulet.sse.spi.TransportConfig;
import dev.rivulet.sse.spi.TransportConfig.HttpVersion;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * How to connect: what every transport is given, and the managers that QUIC's TLS takes in place of an SSLContext.
 *
 * @param onlyHttp3 whether nothing but HTTP/3 is to be used
 * @param trust null for the JVM's
 * @param keys null for no client certificate
 */
record Connecting(
        TransportConfig config,
        boolean onlyHttp3,
        @Nullable X509ExtendedTrustManager trust,
        @Nullable X509ExtendedKeyManager keys) {
    static Connecting by(TransportConfig config, boolean onlyHttp3) {
        return new Connecting(config, onlyHttp3, null, null);
    }

    /** With these in place of the JVM's; null leaves them. */
    Connecting tls(TrustManager @Nullable [] trusts, KeyManager @Nullable [] shown) {
        return trusts == null && shown == null
                ? this
                : new Connecting(
                        config.sslContext(TlsContext.of(trusts, shown)),
                        onlyHttp3,
                        first(trusts, X509ExtendedTrustManager.class),
                        first(shown, X509ExtendedKeyManager.class));
    }

    private static <T> @Nullable T first(Object @Nullable [] managers, Class<T> type) {
        return managers == null
                ? null
                : Stream.of(managers)
                        .filter(type::isInstance)
                        .map(type::cast)
                        .findFirst()
                        .orElseThrow(() -> CommandFailure.of("this JVM has no " + type.getSimpleName(), null));
    }

    boolean prefersHttp3() {
        return config.httpVersion() == HttpVersion.HTTP_3;
    }

    /** For what goes over TCP. */
    TransportConfig overTcp() {
        return prefersHttp3() ? config.httpVersion(HttpVersion.HTTP_2) : config;
    }
}
