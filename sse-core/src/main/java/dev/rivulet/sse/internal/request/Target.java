package dev.rivulet.sse.internal.request;

import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.http.Headers;
import dev.rivulet.sse.http.Redacted;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * What an exchange asks for, after customizer and redirects.
 *
 * @param uri in ASCII, without fragment and user information
 */
public record Target(String method, URI uri, Headers headers, byte @Nullable [] body, boolean mayCarryId) {
    private static final String AUTHORIZATION = "Authorization";
    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private static final Headers DEFAULTS = withDefaults(Headers.none());

    static Target of(SseRequest request) {
        return of(request.method(), request.uri(), request.headers(), request.body(), true);
    }

    /** With the headers that every request has, and the user information of the URI in one of them. */
    @SuppressWarnings("ReferenceEquality") // equal ones may have names that are marked as secret
    static Target of(String method, URI uri, Headers headers, byte @Nullable [] body, boolean mayCarryId) {
        Headers all = headers == Headers.none() ? DEFAULTS : withDefaults(headers);
        String userInfo = userInfo(uri);
        if (userInfo != null && !userInfo.isEmpty() && !userInfo.equals(":")) {
            all = withDefault(all, AUTHORIZATION, basic(userInfo));
        }
        return new Target(method, bare(uri, userInfo), all, body, mayCarryId);
    }

    private static Headers withDefaults(Headers headers) {
        Headers all = withDefault(headers, "Accept", "text/event-stream");
        all = withDefault(all, "Cache-Control", "no-cache");
        return withDefault(all, UserAgent.NAME, UserAgent.VALUE);
    }

    private static Headers withDefault(Headers headers, String name, String value) {
        return headers.first(name) == null ? headers.add(name, value) : headers;
    }

    private static @Nullable String userInfo(URI uri) {
        String authority = uri.getRawAuthority();
        int at = authority.lastIndexOf('@');
        return at < 0 ? null : authority.substring(0, at);
    }

    /** RFC 7617, in UTF-8. */
    private static String basic(String userInfo) {
        int colon = userInfo.indexOf(':');
        byte[] user = decoded(colon < 0 ? userInfo : userInfo.substring(0, colon));
        byte[] password = decoded(colon < 0 ? "" : userInfo.substring(colon + 1));
        byte[] pair = new byte[user.length + 1 + password.length];
        System.arraycopy(user, 0, pair, 0, user.length);
        pair[user.length] = ':';
        System.arraycopy(password, 0, pair, user.length + 1, password.length);
        return "Basic " + Base64.getEncoder().encodeToString(pair);
    }

    /** Percent-decoded; URI has checked the escapes, and may hold other letters than ASCII. */
    private static byte[] decoded(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int length = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '%') {
                bytes[length++] =
                        (byte) (HexFormat.fromHexDigit(bytes[i + 1]) << 4 | HexFormat.fromHexDigit(bytes[i + 2]));
                i += 2;
            } else {
                bytes[length++] = bytes[i];
            }
        }
        return Arrays.copyOf(bytes, length);
    }

    private static URI bare(URI uri, @Nullable String userInfo) {
        String text = uri.toString();
        int fragment = text.indexOf('#');
        String before = fragment < 0 ? text : text.substring(0, fragment);
        int authority = before.indexOf("//") + 2;
        int host = userInfo == null ? authority : authority + userInfo.length() + 1;
        String bare = before.substring(0, authority) + ascii(before.substring(host));
        return bare.equals(text) ? uri : URI.create(bare);
    }

    /** Other letters, which a URI may have and a request may not, as their UTF-8 (URL standard, "percent-encode sets"). */
    private static String ascii(String text) {
        var out = new StringBuilder(text.length());
        for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
            if (each >= 0) {
                out.append((char) each);
            } else {
                out.append('%').append(HEX.toHexDigits(each));
            }
        }
        return out.toString();
    }

    /** Without secrets. */
    @Override
    public String toString() {
        return method + " " + Redacted.uri(uri) + " " + headers;
    }
}
