package dev.rivulet.sse.okhttp;

import dev.rivulet.sse.spi.TransportConfig;
import dev.rivulet.sse.spi.TransportConfig.HttpVersion;
import java.net.ProxySelector;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLContext;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import org.jspecify.annotations.Nullable;

/** Makes clients that leave to the session what OkHttp would do on its own, and that no time-out but the session's ends. */
final class StreamingClients {
    /** Where the client has none. Without it a dead connection of HTTP/2 would be used again, since reads have no time-out. */
    private static final Duration PINGS = Duration.ofSeconds(30);

    private StreamingClients() {}

    /**
     * A client of our own.
     *
     * @throws IllegalArgumentException if HTTP/3 is asked for
     */
    static OkHttpClient with(TransportConfig config) {
        if (config.httpVersion().compareTo(HttpVersion.HTTP_2) > 0) {
            throw new IllegalArgumentException("OkHttp speaks HTTP/1.1 and HTTP/2, and TransportConfig.httpVersion is "
                    + config.httpVersion()
                    + ": set it to HTTP_2, or use Http3Transport or AltSvcTransport of dev.rivulet:sse-http3");
        }
        var builder = new OkHttpClient.Builder()
                .protocols(
                        config.httpVersion() == HttpVersion.HTTP_2
                                ? List.of(Protocol.HTTP_2, Protocol.HTTP_1_1)
                                : List.of(Protocol.HTTP_1_1))
                .sslSocketFactory(context(config).getSocketFactory(), new ContextTrust());
        ProxySelector selector = config.proxySelector() == null ? ProxySelector.getDefault() : config.proxySelector();
        if (selector != null) {
            builder.proxySelector(new StrictProxySelector(selector));
        }
        var credentials = config.proxyCredentials() == null ? null : new ProxyCredentials(config.proxyCredentials());
        if (credentials != null) {
            builder.proxyAuthenticator(credentials);
        }
        return streaming(builder.build(), credentials);
    }

    /** OkHttp's default knows neither the keys nor the default that the JVM was given. */
    private static SSLContext context(TransportConfig config) {
        try {
            SSLContext context = config.sslContext();
            return context == null ? SSLContext.getDefault() : context;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("the JVM's default SSLContext cannot be made: " + e.getMessage(), e);
        }
    }

    /** A client with all that this one has, which stays as it is: interceptors, certificates, dispatcher. */
    static OkHttpClient over(OkHttpClient users) {
        return streaming(users, null);
    }

    /**
     * With a pool of its own: OkHttp finds out that a connection which another call left there has ended only by sending a
     * request, which it then would have to send again.
     */
    private static OkHttpClient streaming(OkHttpClient client, @Nullable ProxyCredentials credentials) {
        OkHttpClient.Builder builder = client.newBuilder()
                .connectionPool(new ConnectionPool())
                .followRedirects(false)
                .followSslRedirects(false)
                .retryOnConnectionFailure(false)
                .cache(null)
                .callTimeout(Duration.ZERO)
                .readTimeout(Duration.ZERO)
                .writeTimeout(Duration.ZERO)
                .eventListenerFactory(ProgressListener.around(client.eventListenerFactory()))
                .addInterceptor(new StreamingInterceptor(new Turns(client.protocols())));
        if (client.pingIntervalMillis() == 0) {
            builder.pingInterval(PINGS);
        }
        builder.networkInterceptors().add(0, new WireInterceptor(credentials));
        return builder.addNetworkInterceptor(new EndWithHead()).build();
    }
}
