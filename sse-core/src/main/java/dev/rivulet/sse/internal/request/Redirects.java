package dev.rivulet.sse.internal.request;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.http.Headers;
import dev.rivulet.sse.http.Origin;
import dev.rivulet.sse.http.ResponseHead;
import dev.rivulet.sse.internal.StatusCodes;
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
        Origin origin;
        try {
            to = Location.resolve(from.uri(), location);
            origin = Origin.of(to);
        } catch (IllegalArgumentException e) {
            return bad(head, location, "its Location leads nowhere: " + e.getMessage());
        }
        Origin fromOrigin = Origin.of(from.uri());
        if (fromOrigin.isSecure() && !origin.isSecure() && !request.allowHttpsToHttpRedirects()) {
            return bad(head, location, "it leads from https to http");
        }
        boolean sameOrigin = origin.equals(fromOrigin);
        boolean asGet = StatusCodes.becomesGet(head.status(), from.method());
        Headers headers = sameOrigin ? from.headers() : from.headers().filter(Redirects::isSafe);
        if (!sameOrigin) {
            headers = headers.filter(name -> !request.isSecret(name));
        }
        if (asGet) {
            headers = headers.filter(name -> !name.toLowerCase(Locale.ROOT).startsWith("content-"));
        }
        String method = asGet ? "GET" : from.method();
        return new Next(
                Target.of(method, to, headers, asGet ? null : from.body(), sameOrigin && from.mayCarryId()), null);
    }

    private static boolean isSafe(String name) {
        return SAFE.contains(name.toLowerCase(Locale.ROOT));
    }

    private static Next bad(ResponseHead head, @Nullable String location, String reason) {
        return new Next(null, new Failure.BadRedirect(head.status(), location, reason));
    }
}
