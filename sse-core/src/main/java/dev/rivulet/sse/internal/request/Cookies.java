package dev.rivulet.sse.internal.request;

import dev.rivulet.sse.Failure.HandlerFailed.Handler;
import dev.rivulet.sse.http.Headers;
import dev.rivulet.sse.internal.HandlerException;
import java.net.CookieHandler;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A request's dealings with a cookie handler. What that throws ends the session, as a handler's exception does. */
final class Cookies {
    private static final String COOKIE = "Cookie";

    private Cookies() {}

    /** With the cookies for this URI, in one line with those that are there (RFC 6265, 5.4). */
    static Headers sent(CookieHandler handler, URI uri, Headers headers) {
        List<String> cookies = new ArrayList<>(headers.all(COOKIE));
        try {
            cookies.addAll(handler.get(uri, Map.of()).getOrDefault(COOKIE, List.of()));
        } catch (Throwable thrown) {
            throw new HandlerException(Handler.COOKIES, thrown);
        }
        return cookies.isEmpty() ? headers : headers.set(COOKIE, String.join("; ", cookies));
    }

    /** A response has come, a redirect or a refusal too. */
    static void received(CookieHandler handler, URI uri, Headers headers) {
        Map<String, List<String>> lines = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.lines()
                .forEach(line -> lines.computeIfAbsent(line.getKey(), name -> new ArrayList<>())
                        .add(line.getValue()));
        try {
            handler.put(uri, lines);
        } catch (Throwable thrown) {
            throw new HandlerException(Handler.COOKIES, thrown);
        }
    }
}
