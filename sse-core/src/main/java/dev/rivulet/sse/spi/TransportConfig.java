package dev.rivulet.sse.spi;

import static java.util.Objects.requireNonNull;

import dev.rivulet.sse.http.Phase;
import java.net.PasswordAuthentication;
import java.net.ProxySelector;
import java.util.Objects;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * What every transport understands. All else is set on a transport's own builder. Immutable: a method with an argument
 * returns a changed copy. The time to connect is the request's {@code Timeouts.connect}.
 *
 * <ul>
 *   <li><b>config-1</b>: what a transport cannot do as it is asked here, it refuses when it is made, by {@link
 *       TransportUnavailableException}; but a version that it does not speak is no refusal: it is a highest one. Only
 *       HTTP/3 is refused by a transport that does not speak it: see {@link TransportProvider#speaks}.
 *   <li><b>proxy-1</b>: a request for {@code http} goes to the proxy in absolute form (RFC 9112, 3.2.2); its own
 *       Authorization goes with it. The proxy looks up the origin's name.
 *   <li><b>proxy-2</b>: a request for {@code https} goes through a tunnel (RFC 9110, 9.3.6), and nothing of it is shown to
 *       the proxy but host and port.
 *   <li><b>proxy-3</b>: the credentials go to the proxy, with both, and never to an origin.
 *   <li><b>proxy-5</b>: a 407 is reported as a head, or fails in {@link Phase#PROXY} with {@code Failure.ProxyFailed} of 407.
 * </ul>
 */
public final class TransportConfig {
    /**
     * HTTP versions, in ascending order. Later versions of HTTP will be added here: compare with {@code compareTo}, or give
     * a {@code switch} a default.
     */
    public enum HttpVersion {
        HTTP_1_1,
        HTTP_2,
        /** Over QUIC. Needs a transport that {@linkplain TransportProvider#speaks speaks} it. */
        HTTP_3
    }

    private static final TransportConfig DEFAULTS = new TransportConfig(null, null, null, HttpVersion.HTTP_2);

    private final @Nullable SSLContext sslContext;
    private final @Nullable ProxySelector proxySelector;
    private final @Nullable PasswordAuthentication proxyCredentials;
    private final HttpVersion httpVersion;

    private TransportConfig(
            @Nullable SSLContext sslContext,
            @Nullable ProxySelector proxySelector,
            @Nullable PasswordAuthentication proxyCredentials,
            HttpVersion httpVersion) {
        this.sslContext = sslContext;
        this.proxySelector = proxySelector;
        this.proxyCredentials = proxyCredentials;
        this.httpVersion = httpVersion;
    }

    /** The JVM's TLS and proxy settings, and HTTP/2 if the server offers it over TLS. */
    public static TransportConfig defaults() {
        return DEFAULTS;
    }

    /** The trust and the keys for TLS; null for the JVM's, the default. */
    public TransportConfig sslContext(@Nullable SSLContext context) {
        return new TransportConfig(context, proxySelector, proxyCredentials, httpVersion);
    }

    /** Selects the proxy, and is asked for each exchange; null for the JVM's, the default. */
    public TransportConfig proxySelector(@Nullable ProxySelector selector) {
        return new TransportConfig(sslContext, selector, proxyCredentials, httpVersion);
    }

    /** For Basic authentication at the proxy; null for none, the default. */
    public TransportConfig proxyCredentials(@Nullable PasswordAuthentication credentials) {
        return new TransportConfig(sslContext, proxySelector, credentials, httpVersion);
    }

    /**
     * The highest version to use over TLS; plain text is HTTP/1.1. HTTP/2 is used if the server accepts it in the TLS
     * handshake (ALPN), HTTP/3 if the origin offers it in Alt-Svc. Default: HTTP/2.
     *
     * <p>With HTTP/3, a client takes a transport that speaks it and lower versions, such as {@code altsvc} of {@code
     * sse-http3}, and cannot be made without one. The transport {@code http3} speaks HTTP/3 only: choose it by its name.
     */
    public TransportConfig httpVersion(HttpVersion version) {
        return new TransportConfig(sslContext, proxySelector, proxyCredentials, requireNonNull(version, "version"));
    }

    /** As set by {@link #sslContext(SSLContext)}; null for the JVM's default. */
    public @Nullable SSLContext sslContext() {
        return sslContext;
    }

    /** As set by {@link #proxySelector(ProxySelector)}; null for the JVM's default. */
    public @Nullable ProxySelector proxySelector() {
        return proxySelector;
    }

    /** As set by {@link #proxyCredentials(PasswordAuthentication)}; null for none. */
    public @Nullable PasswordAuthentication proxyCredentials() {
        return proxyCredentials;
    }

    /** As set by {@link #httpVersion(HttpVersion)}. */
    public HttpVersion httpVersion() {
        return httpVersion;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TransportConfig config
                && Objects.equals(sslContext, config.sslContext)
                && Objects.equals(proxySelector, config.proxySelector)
                && Objects.equals(proxyCredentials, config.proxyCredentials)
                && httpVersion == config.httpVersion;
    }

    @Override
    public int hashCode() {
        return Objects.hash(sslContext, proxySelector, proxyCredentials, httpVersion);
    }

    /** Without the credentials. */
    @Override
    public String toString() {
        return "TransportConfig[sslContext=" + sslContext + ", proxySelector=" + proxySelector + ", proxyCredentials="
                + (proxyCredentials == null ? "none" : "***") + ", httpVersion=" + httpVersion + "]";
    }
}
