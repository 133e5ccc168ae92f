package dev.rivulet.sse.kafka.config;

import java.net.Authenticator;
import java.net.PasswordAuthentication;
import java.net.http.HttpClient;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** The JDK's client, which fetches a list: with the TLS and the proxy of the streams. */
final class ListClient {
    private ListClient() {}

    static HttpClient of(@Nullable SSLContext tls, ProxySettings proxy, Duration connect) {
        HttpClient.Builder builder =
                HttpClient.newBuilder().connectTimeout(connect).followRedirects(HttpClient.Redirect.NEVER);
        if (tls != null) {
            builder.sslContext(tls);
        }
        var selector = proxy.selector();
        if (selector != null) {
            builder.proxy(selector);
        }
        PasswordAuthentication credentials = proxy.credentials();
        if (credentials != null) {
            builder.authenticator(new OfProxy(credentials));
        }
        return builder.build();
    }

    /** Answers the proxy only: a server that asks gets nothing. */
    private static final class OfProxy extends Authenticator {
        private final PasswordAuthentication credentials;

        OfProxy(PasswordAuthentication credentials) {
            this.credentials = credentials;
        }

        @Override
        protected @Nullable PasswordAuthentication getPasswordAuthentication() {
            return getRequestorType() == RequestorType.PROXY ? credentials : null;
        }
    }
}
