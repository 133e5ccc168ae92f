package dev.rivulet.sse.spi;

import java.net.PasswordAuthentication;
import java.net.ProxySelector;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * What every transport understands. All else is set on a transport's own builder. Immutable; the withers return changed
 * copies.
 *
 * @param sslContext null for the JVM's default
 * @param proxySelector null for the JVM's default
 * @param proxyCredentials for Basic authentication at the proxy; null for none
 * @param connectTimeout of a TCP connection and its TLS handshake; positive
 * @param httpVersion the highest version to use over TLS; plain text is HTTP/1.1
 */
public record TransportConfig(
        @Nullable SSLContext sslContext,
        @Nullable ProxySelector proxySelector,
        @Nullable PasswordAuthentication proxyCredentials,
        Duration connectTimeout,
        HttpVersion httpVersion) {

    /** HTTP versions, in order. */
    public enum HttpVersion {
        HTTP_1_1,
        HTTP_2
    }

    public TransportConfig {
        if (connectTimeout.isNegative() || connectTimeout.isZero()) {
            throw new IllegalArgumentException("connectTimeout must be positive: " + connectTimeout);
        }
    }

    /** The JVM's TLS and proxy settings, 10 s to connect, HTTP/2 where the server offers it over TLS. */
    public static TransportConfig defaults() {
        return new TransportConfig(null, null, null, Duration.ofSeconds(10), HttpVersion.HTTP_2);
    }

    public TransportConfig withSslContext(SSLContext context) {
        return new TransportConfig(context, proxySelector, proxyCredentials, connectTimeout, httpVersion);
    }

    public TransportConfig withProxySelector(ProxySelector selector) {
        return new TransportConfig(sslContext, selector, proxyCredentials, connectTimeout, httpVersion);
    }

    public TransportConfig withProxyCredentials(PasswordAuthentication credentials) {
        return new TransportConfig(sslContext, proxySelector, credentials, connectTimeout, httpVersion);
    }

    public TransportConfig withConnectTimeout(Duration timeout) {
        return new TransportConfig(sslContext, proxySelector, proxyCredentials, timeout, httpVersion);
    }

    public TransportConfig withHttpVersion(HttpVersion version) {
        return new TransportConfig(sslContext, proxySelector, proxyCredentials, connectTimeout, version);
    }
}
