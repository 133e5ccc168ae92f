package dev.rivulet.sse.bench.live;

import dev.rivulet.sse.bench.results.Role;
import dev.rivulet.sse.http3.Http3Transport;
import dev.rivulet.sse.netty.NettyTransport;
import dev.rivulet.sse.policy.Delivery;
import dev.rivulet.sse.policy.ReconnectPolicy;
import dev.rivulet.sse.spi.Transport;
import dev.rivulet.sse.spi.TransportConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * Our client over TLS by one version of HTTP, delivering inline. What it loses is opened again without a delay.
 *
 * @param tls the server's key
 */
record OverTls(Version version, TlsKey tls) implements Subject {
    static final String PREFIX = "tls:";

    /** Of HTTP. */
    enum Version {
        /** A connection for each stream, on Netty's TCP and the JDK's TLS. */
        HTTP_1_1("HTTP/1.1"),
        /** The same, and all streams on one connection. */
        HTTP_2("HTTP/2"),
        /** All streams on one connection, on Netty's QUIC, whose TLS is BoringSSL. */
        HTTP_3("HTTP/3");

        private final String title;

        Version(String title) {
            this.title = title;
        }

        @Override
        public String toString() {
            return title;
        }
    }

    static OverTls parse(String key) {
        String[] parts = key.substring(PREFIX.length()).split(":", 2);
        return new OverTls(Version.valueOf(parts[0].toUpperCase(Locale.ROOT)), new TlsKey(Path.of(parts[1])));
    }

    @Override
    public String key() {
        return PREFIX + version.name().toLowerCase(Locale.ROOT) + ":" + tls.file();
    }

    @Override
    public LiveClient client(boolean many) throws Exception {
        var atOnce = ReconnectPolicy.defaults().initialDelay(Duration.ZERO).minServerDelay(Duration.ZERO);
        return new RivuletClient(transport(), Delivery.inline(), atOnce);
    }

    private Transport transport() throws Exception {
        TransportConfig config = TransportConfig.defaults();
        return switch (version) {
            case HTTP_1_1 ->
                NettyTransport.create(
                        config.sslContext(tls.client()).httpVersion(TransportConfig.HttpVersion.HTTP_1_1));
            case HTTP_2 -> NettyTransport.create(config.sslContext(tls.client()));
            case HTTP_3 -> Http3Transport.builder().trust(tls.trust()).build();
        };
    }

    @Override
    public List<String> jvmOptions() {
        return List.of();
    }

    @Override
    public Role role() {
        return Role.OURS;
    }

    @Override
    public String toString() {
        return version.toString();
    }
}
