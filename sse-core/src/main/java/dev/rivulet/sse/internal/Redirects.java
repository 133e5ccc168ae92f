package dev.rivulet.sse.internal;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.Headers;
import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.spi.ResponseHead;
import java.net.URI;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where a redirect leads, and what may go there (RFC 9110, 15.4). */
final class Redirects {
    /** What may be sent to an origin that the user did not name. */
    private static final Set<String> SAFE = Set.of(
            "accept",
            "accept-encoding",
            "accept-language",
            "cache-control",
            "content-encoding",
            "content-language",
            "content-type",
            "user-agent");

    /** The next request, or why there is none. */
    record Next(@Nullable Target target, Failure.@Nullable BadRedirect failure) {}

    private Redirects() {}

    static Next follow(ResponseHead head, Target from, SseRequest request) {
        String location = head.headers().first("Location");
        if (location == null || location.isBlank()) {
            return bad(head, location, location == null ? "it has no Location" : "its Location is empty");
        }
        URI to;
        try {
            to = resolve(from.uri(), location.strip());
        } catch (IllegalArgumentException e) {
            return bad(head, location, "its Location is not a URI");
        }
        String scheme = to.getScheme() == null ? "" : to.getScheme().toLowerCase(Locale.ROOT);
        if (to.getHost() == null || !(scheme.equals("http") || scheme.equals("https"))) {
            return bad(head, location, "its Location is not an http or https URI with a host");
        }
        boolean wasSecure = "https".equalsIgnoreCase(from.uri().getScheme());
        if (wasSecure && scheme.equals("http") && !request.followToPlainText()) {
            return bad(head, location, "it leads from https to http");
        }
        boolean sameOrigin = isSameOrigin(from.uri(), to);
        boolean asGet = becomesGet(head.status(), from.method());
        Headers headers = sameOrigin ? from.headers() : from.headers().keeping(Redirects::isSafe);
        if (!sameOrigin) {
            headers = headers.keeping(name -> !request.isSecret(name));
        }
        if (asGet) {
            headers = headers.keeping(name -> !name.toLowerCase(Locale.ROOT).startsWith("content-"));
        }
        return new Next(
                new Target(
                        asGet ? "GET" : from.method(),
                        withoutFragment(to),
                        headers,
                        asGet ? null : from.body(),
                        sameOrigin && from.mayCarryId()),
                null);
    }

    /** As RFC 3986, 5.2.2: a reference of only a query keeps the path, where {@link URI#resolve} has an older rule. */
    private static URI resolve(URI base, String reference) {
        if (reference.startsWith("?")) {
            String text = base.toString();
            int query = text.indexOf('?');
            return URI.create((query < 0 ? text : text.substring(0, query)) + reference);
        }
        return base.resolve(reference);
    }

    private static boolean becomesGet(int status, String method) {
        return switch (status) {
            case 301, 302 -> method.equals("POST");
            case 303 -> !method.equals("GET") && !method.equals("HEAD");
            default -> false;
        };
    }

    private static boolean isSafe(String name) {
        return SAFE.contains(name.toLowerCase(Locale.ROOT));
    }

    private static boolean isSameOrigin(URI one, URI other) {
        return one.getScheme().equalsIgnoreCase(other.getScheme())
                && one.getHost().equalsIgnoreCase(other.getHost())
                && port(one) == port(other);
    }

    private static int port(URI uri) {
        return uri.getPort() >= 0 ? uri.getPort() : uri.getScheme().equalsIgnoreCase("https") ? 443 : 80;
    }

    static URI withoutFragment(URI uri) {
        if (uri.getRawFragment() == null) {
            return uri;
        }
        String text = uri.toString();
        return URI.create(text.substring(0, text.indexOf('#')));
    }

    private static Next bad(ResponseHead head, @Nullable String location, String reason) {
        return new Next(null, new Failure.BadRedirect(head.status(), location, reason));
    }
}
