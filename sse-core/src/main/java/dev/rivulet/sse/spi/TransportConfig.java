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
 * <ul>
 *   <li><b>config-1</b>: what a transport cannot do as it is asked here, it refuses when it is made, by {@link
 *       TransportUnavailableException}; but a version that it does not speak is no refusal: it is a highest one.
 *   <li><b>proxy-1</b>: a request for {@code http} goes to the proxy in absolute form (RFC 9112, 3.2.2); its own
 *       Authorization goes with it. The proxy looks up the origin's name.
 *   <li><b>proxy-2</b>: a request for {@code https} goes through a tunnel (RFC 9110, 9.3.6), and nothing of it is shown to
 *       the proxy but host and port.
 *   <li><b>proxy-3</b>: the credentials go to the proxy, with both, and never to an origin.
 *   <li><b>proxy-5</b>: a 407 is told as a head, or fails in {@link Phase#PROXY} with {@code Failure.ProxyFailed} of 407.
 * </ul>
 *
 * @param sslContext null for the JVM's default
 * @param proxySelector asked anew for each exchange; null for the JVM's default
 * @param proxyCredentials for Basic authentication at the proxy; null for none
 * @param connectTimeout of a TCP connection and its TLS handshake; positive. A request's own goes before it
 * @param httpVersion the highest version to use over TLS, by ALPN; plain text is HTTP/1.1
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
