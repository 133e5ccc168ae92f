package dev.rivulet.sse.jdkhttp;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.SseException;
import java.io.IOException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the JDK's client cannot do as a proxy selector says. */
final class Proxies {
    private Proxies() {}

    /**
     * Why a request must not be sent; null if it may. If the selector that the client was given selects a SOCKS proxy, the
     * JDK ignores that, and would connect directly.
     */
    static @Nullable Throwable refusal(HttpClient client, URI uri) {
        ProxySelector selector = client.proxy().orElse(null);
        if (selector == null) {
            return null;
        }
        try {
            List<Proxy> proxies = selector.select(uri);
            return proxies == null || proxies.isEmpty() || proxies.get(0).type() != Proxy.Type.SOCKS ? null : socks();
        } catch (RuntimeException ofTheSelector) {
            return ofTheSelector;
        }
    }

    private static SseException socks() {
        var cause = new IOException("the JDK's HTTP client cannot use a SOCKS proxy; the transport netty can");
        return new SseException(new Failure.ProxyFailed(0, cause, false));
    }
}
