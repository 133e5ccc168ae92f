package dev.rivulet.sse.okhttp;

import java.io.IOException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;

/** OkHttp connects directly where a selector throws an IllegalArgumentException. This one makes it fail. */
final class StrictProxySelector extends ProxySelector {
    private final ProxySelector selector;

    StrictProxySelector(ProxySelector selector) {
        this.selector = selector;
    }

    @Override
    public List<Proxy> select(URI uri) {
        try {
            return selector.select(uri);
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException("the ProxySelector failed", e);
        }
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException failure) {
        selector.connectFailed(uri, address, failure);
    }
}
