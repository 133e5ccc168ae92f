package dev.rivulet.sse.cli;

import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.policy.Timeouts;
import dev.rivulet.sse.spi.TransportConfig;
import dev.rivulet.sse.spi.TransportConfig.HttpVersion;
import java.net.PasswordAuthentication;
import java.time.Duration;
import java.util.stream.Stream;
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
            names = "--http3",
            description = "use HTTP/3 for https if the server answers to it, else HTTP/2 or HTTP/1.1")
    private boolean http3;

    @Option(names = "--http3-only", description = "use HTTP/3 and nothing else, as with --transport http3")
    private boolean onlyHttp3;

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

    /** Before the options of TLS are known. */
    Connecting connecting() {
        long versions =
                Stream.of(http1, http2, http3, onlyHttp3).filter(is -> is).count();
        if (versions > 1) {
            throw CommandFailure.badUsage("--http1.1, --http2, --http3 and --http3-only exclude each other");
        }
        boolean hasHttp3 = http3 || onlyHttp3;
        if (hasHttp3 && proxy != null) {
            throw CommandFailure.badUsage(
                    "HTTP/3 goes through no proxy: leave out --proxy, or " + (http3 ? "--http3" : "--http3-only"));
        }
        HttpVersion highest = http1 ? HttpVersion.HTTP_1_1 : hasHttp3 ? HttpVersion.HTTP_3 : HttpVersion.HTTP_2;
        TransportConfig config = TransportConfig.defaults().httpVersion(highest);
        return Connecting.by(proxy == null ? config : withProxy(config, proxy), onlyHttp3);
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
