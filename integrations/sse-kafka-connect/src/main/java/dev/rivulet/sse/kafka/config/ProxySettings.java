package dev.rivulet.sse.kafka.config;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;

/** The HTTP proxy; without a host, the JVM's. Its text has no secret. */
record ProxySettings(
        @Nullable String host,
        int port,
        @Nullable String user,
        @Nullable Password password) {
    static ProxySettings of(Values values) {
        return new ProxySettings(
                values.text(ProxyOptions.HOST),
                values.count(ProxyOptions.PORT),
                values.text(ProxyOptions.USER),
                values.secret(ProxyOptions.PASSWORD));
    }

    /** One proxy for all; null for the JVM's. */
    @Nullable
    ProxySelector selector() {
        return host == null ? null : new OneProxy(host, port);
    }

    @Nullable
    PasswordAuthentication credentials() {
        return user == null || password == null
                ? null
                : new PasswordAuthentication(user, password.value().toCharArray());
    }

    /** {@code ProxySelector.of} has http and https only, but keeps an address that was looked up once. */
    private static final class OneProxy extends ProxySelector {
        private final String host;
        private final int port;

        OneProxy(String host, int port) {
            this.host = host;
            this.port = port;
        }

        @Override
        public List<Proxy> select(URI uri) {
            return List.of(new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(host, port)));
        }

        @Override
        public void connectFailed(URI uri, SocketAddress address, IOException failure) {
            // reported by the exchange that fails
        }
    }
}
