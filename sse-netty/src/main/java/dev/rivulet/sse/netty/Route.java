package dev.rivulet.sse.netty;

import dev.rivulet.sse.http.Origin;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a connection leads, and what distinguishes it from others: what may go over the one may go over the other if these are
 * equal.
 *
 * @param host as TLS verifies it; IPv6 without brackets
 * @param proxy null for none
 * @param unix the socket to connect to in place of host and port; null for TCP
 * @param headBytes the longest header section that the connection's decoder takes
 */
record Route(
        boolean secure,
        String host,
        int port,
        @Nullable Via proxy,
        @Nullable Path unix,
        int headBytes) {

    /** A proxy by its address, which is looked up for each connection. */
    record Via(boolean socks, String host, int port) {}

    /** @throws IllegalArgumentException if the URI cannot be asked for, or the selector answers with nonsense */
    static Route of(URI uri, @Nullable ProxySelector selector, @Nullable Path unix, int headBytes) {
        Origin origin = Origin.of(uri);
        if (origin.port() == 0) {
            throw new IllegalArgumentException("there is no port 0");
        }
        String host = origin.host();
        String name = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        Via proxy = unix == null ? via(uri, selector) : null;
        return new Route(origin.isSecure(), name, origin.port(), proxy, unix, headBytes);
    }

    private static @Nullable Via via(URI uri, @Nullable ProxySelector selector) {
        ProxySelector asked = selector == null ? ProxySelector.getDefault() : selector;
        List<Proxy> proxies = asked == null ? List.of() : asked.select(uri);
        Proxy first = proxies == null || proxies.isEmpty() ? Proxy.NO_PROXY : proxies.get(0);
        if (first.type() == Proxy.Type.DIRECT) {
            return null;
        }
        if (!(first.address() instanceof InetSocketAddress address)) {
            throw new IllegalArgumentException("the proxy selector gave no host and port");
        }
        return new Via(first.type() == Proxy.Type.SOCKS, address.getHostString(), address.getPort());
    }

    /** Whether requests name their whole URI, to a proxy that reads them (RFC 9112, 3.2.2). */
    boolean inAbsoluteForm() {
        return !secure && proxy != null && !proxy.socks();
    }

    /** The host whose name is looked up, and the port to connect to. */
    String connectHost() {
        return proxy == null ? host : proxy.host();
    }

    int connectPort() {
        return proxy == null ? port : proxy.port();
    }
}
