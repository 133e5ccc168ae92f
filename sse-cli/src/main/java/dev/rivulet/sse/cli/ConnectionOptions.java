package dev.rivulet.sse.cli;

import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.policy.Timeouts;
import dev.rivulet.sse.spi.TransportConfig;
import dev.rivulet.sse.spi.TransportConfig.HttpVersion;
import java.net.PasswordAuthentication;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say how to connect, and for how long, named as curl has them. */
final class ConnectionOptions {
    private static final String TUNNELS = "jdk.http.auth.tunneling.disabledSchemes";

    @Option(
            names = {"-x", "--proxy"},
            paramLabel = "PROXY",
            converter = ProxyAddress.Converter.class,
            description = "connect through this proxy, [SCHEME://][USER:PASSWORD@]HOST[:PORT]; the scheme is http, the"
                    + " default, or socks5; the default port is 1080")
    private @Nullable ProxyAddress proxy;

    @Option(names = "--http1.1", description = "use HTTP/1.1")
    private boolean http1;

    @Option(
            names = "--http2",
            description = "use HTTP/2 for https if the server offers it (the default); http is always HTTP/1.1")
    private boolean http2;

    @Option(
            names = "--connect-timeout",
            paramLabel = "SECONDS",
            converter = Seconds.class,
            description = "limit the time to connect, TLS included; default: 10")
    private @Nullable Duration connectTimeout;

    @Option(
            names = {"-m", "--max-time"},
            paramLabel = "SECONDS",
            converter = Seconds.class,
            description = "end with a failure after this time, whatever happens; default: 0, no limit")
    private @Nullable Duration maxTime;

    @Option(
            names = "--idle-timeout",
            paramLabel = "SECONDS",
            converter = Seconds.class,
            description = "connect again if no byte arrives for this time, not even a comment; 0: wait for ever;"
                    + " default: 300")
    private @Nullable Duration idleTimeout;

    SseRequest applyTo(SseRequest request) {
        Timeouts timeouts = request.timeouts();
        if (connectTimeout != null) {
            if (connectTimeout.isZero()) {
                throw CommandFailure.badUsage("--connect-timeout must be more than 0");
            }
            timeouts = timeouts.connect(connectTimeout);
        }
        timeouts = maxTime == null ? timeouts : timeouts.total(maxTime);
        timeouts = idleTimeout == null ? timeouts : timeouts.idle(idleTimeout);
        return request.timeouts(timeouts);
    }

    TransportConfig applyTo(TransportConfig config) {
        if (http1 && http2) {
            throw CommandFailure.badUsage("--http1.1 and --http2 exclude each other");
        }
        TransportConfig with = http1 ? config.httpVersion(HttpVersion.HTTP_1_1) : config;
        return proxy == null ? with : withProxy(with, proxy);
    }

    private static TransportConfig withProxy(TransportConfig config, ProxyAddress proxy) {
        TransportConfig with = config.proxySelector(proxy.selector());
        PasswordAuthentication credentials = proxy.credentials();
        if (credentials == null) {
            return with;
        }
        if (System.getProperty(TUNNELS) == null) {
            System.setProperty(TUNNELS, ""); // else the JDK's client sends no password for a tunnel
        }
        return with.proxyCredentials(credentials);
    }
}
