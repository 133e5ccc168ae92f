package dev.rivulet.examples.httpclient5;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.SseException;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.util.List;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.auth.AuthExchange;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.impl.DefaultSchemePortResolver;
import org.apache.hc.client5.http.impl.auth.BasicScheme;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.client5.http.routing.HttpRoutePlanner;
import org.apache.hc.client5.http.routing.RoutingSupport;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.protocol.HttpContext;

/** Which proxy an exchange takes (proxy-1, proxy-2), and how it names itself there (proxy-3). */
final class Proxies {
    private final ProxySelector selector; // null for the JVM's
    private final PasswordAuthentication credentials; // null for none

    Proxies(ProxySelector selector, PasswordAuthentication credentials) {
        this.selector = selector;
        this.credentials = credentials;
    }

    /** The proxy for this URI, or null for none. It may block, as the user's selector may. */
    HttpHost select(URI uri) {
        ProxySelector asked = selector == null ? ProxySelector.getDefault() : selector;
        List<Proxy> found = asked == null ? null : asked.select(uri);
        Proxy first = found == null || found.isEmpty() ? Proxy.NO_PROXY : found.get(0);
        if (first.type() == Proxy.Type.SOCKS) {
            var refused = new UnsupportedOperationException("httpclient5 takes no SOCKS proxy, such as " + first);
            throw new SseException(new Failure.ProxyFailed(0, refused, false));
        }
        return first.address() instanceof InetSocketAddress at ? new HttpHost(at.getHostString(), at.getPort()) : null;
    }

    /** proxy-3: without waiting for a 407, so that no request is sent twice; in a tunnel only to the proxy. */
    void authenticate(HttpHost proxy, HttpClientContext context) {
        if (proxy != null && credentials != null) {
            var basic = new BasicScheme();
            basic.initPreemptive(new UsernamePasswordCredentials(credentials.getUserName(), credentials.getPassword()));
            var once = new AuthExchange();
            once.select(basic);
            context.setAuthExchange(proxy, once);
        }
    }

    /** Takes the proxy that was selected before the request was executed. */
    static final class Route implements HttpRoutePlanner {
        @Override
        public HttpRoute determineRoute(HttpHost named, HttpContext context) {
            HttpHost target = RoutingSupport.normalize(named, DefaultSchemePortResolver.INSTANCE); // with its port
            HttpHost proxy = HttpClient5Exchange.of(context).proxy();
            boolean isSecure = target.getSchemeName().equals("https");
            return proxy == null ? new HttpRoute(target, null, isSecure) : new HttpRoute(target, null, proxy, isSecure);
        }
    }
}
