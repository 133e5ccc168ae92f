package dev.rivulet.examples.httpclient5;

import java.nio.charset.StandardCharsets;
import java.security.NoSuchAlgorithmException;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClientBuilder;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.client5.http.nio.AsyncClientConnectionManager;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.HttpsSupport;
import org.apache.hc.core5.concurrent.DefaultThreadFactory;
import org.apache.hc.core5.http.config.CharCodingConfig;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http2.HttpVersionPolicy;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.util.Timeout;

/** Sets the library up: what it does unasked is off (open-3, head-3, request-4, bytes-3), and its limits are lifted. */
final class ClientSetup {
    /** What one turn of the library's reactor may bring without credit: as much as fits into its buffer for TLS. */
    static final int OVERRUN = 32 << 10;

    private ClientSetup() {}

    static CloseableHttpAsyncClient client(SSLContext tls) throws NoSuchAlgorithmException {
        return HttpAsyncClientBuilder.create()
                .setConnectionManager(new WatchedConnections(pool(tls == null ? SSLContext.getDefault() : tls)))
                .setIoSessionDecorator(WatchedSession::around)
                .setThreadFactory(new DefaultThreadFactory("httpclient5", true))
                // credit-1: with a window of one byte the library stops after each read, until it is asked for more
                .setHttp1Config(Http1Config.custom().setInitialWindowSize(1).build())
                // request-5, head-5: each char is one byte
                .setCharCodingConfig(CharCodingConfig.custom()
                        .setCharset(StandardCharsets.ISO_8859_1)
                        .build())
                .setDefaultRequestConfig(requests())
                .setRoutePlanner(new Proxies.Route())
                .addRequestInterceptorLast((request, body, context) ->
                        HttpClient5Exchange.of(context).sending())
                // reuse-1: a connection serves one exchange, but a tunnel has its request to the proxy before that
                .setConnectionReuseStrategy((request, response, context) -> "CONNECT".equals(request.getMethod()))
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableConnectionState()
                .disableContentCompression()
                .build();
    }

    private static RequestConfig requests() {
        return RequestConfig.custom()
                .setAuthenticationEnabled(false)
                .setExpectContinueEnabled(false)
                .setProtocolUpgradeEnabled(false)
                .setConnectionRequestTimeout(Timeout.DISABLED)
                .setResponseTimeout(Timeout.DISABLED)
                .build();
    }

    private static AsyncClientConnectionManager pool(SSLContext tls) {
        return PoolingAsyncClientConnectionManagerBuilder.create()
                // fail-4: by the library's own verifier, as 5.6 asks for the JVM's after the engine was set up
                .setTlsStrategy(new DefaultClientTlsStrategy(tls, HttpsSupport.getDefaultHostnameVerifier()))
                .setDefaultTlsConfig(TlsConfig.custom()
                        .setVersionPolicy(HttpVersionPolicy.FORCE_HTTP_1)
                        .build())
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setSocketTimeout(Timeout.DISABLED)
                        .build())
                .setPoolConcurrencyPolicy(PoolConcurrencyPolicy.LAX)
                .setMaxConnPerRoute(Integer.MAX_VALUE) // open-4
                .setMaxConnTotal(Integer.MAX_VALUE)
                .build();
    }
}
