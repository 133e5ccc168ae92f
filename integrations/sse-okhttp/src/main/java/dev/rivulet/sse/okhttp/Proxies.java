package dev.rivulet.sse.okhttp;

import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.util.List;
import okhttp3.OkHttpClient;

/** What OkHttp does not ask a ProxySelector about: hosts that {@link URI} does not take for one, such as my_service. */
final class Proxies {
    private Proxies() {}

    /** @throws IllegalArgumentException if OkHttp would connect directly, and the selector selects a proxy */
    static void check(OkHttpClient client, URI uri) {
        ProxySelector selector = client.proxySelector();
        if (uri.getHost() == null && client.proxy() == null && selectsOne(selector, uri)) {
            throw new IllegalArgumentException("OkHttp asks no ProxySelector about the host of " + uri.getScheme()
                    + "://"
                    + uri.getRawAuthority().substring(uri.getRawAuthority().lastIndexOf('@') + 1)
                    + " and would connect directly: use another name of the host, or set OkHttpClient.Builder.proxy");
        }
    }

    private static boolean selectsOne(ProxySelector selector, URI uri) {
        List<Proxy> selected = selector.select(uri);
        return selected != null && !selected.isEmpty() && selected.get(0).type() != Proxy.Type.DIRECT;
    }
}
