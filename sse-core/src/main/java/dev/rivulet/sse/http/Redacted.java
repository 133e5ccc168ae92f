package dev.rivulet.sse.http;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What may be shown of a URI in a log or a message: user information, query and fragment can hold secrets, and are left
 * out.
 */
public final class Redacted {
    /** Scheme and authority, either of which may be missing, path, and the rest (RFC 3986, appendix B). */
    private static final Pattern PARTS =
            Pattern.compile("([a-zA-Z][a-zA-Z0-9+.-]*:(?=//))?(//)?([^/?#]*)([^?#]*)(.*)", Pattern.DOTALL);

    /** A name or an address, and a port: what is none may be a password that should have been escaped. */
    private static final Pattern HOST = Pattern.compile("(\\[[^\\]]*\\]|[^:\\[\\]]*)(:[0-9]*)?");

    private Redacted() {}

    /** The URI as it may be shown. */
    public static String uri(URI uri) {
        return uri(requireNonNull(uri, "uri").toString());
    }

    /** The same of a text that may be a URI, a relative reference, or neither. */
    public static String uri(String text) {
        Matcher parts = PARTS.matcher(requireNonNull(text, "text"));
        if (!parts.matches()) {
            return "…";
        }
        String authority = parts.group(3);
        String host = authority.substring(authority.lastIndexOf('@') + 1);
        String scheme = parts.group(1) == null ? "" : parts.group(1);
        String before = scheme + (parts.group(2) == null ? "" : "//");
        return HOST.matcher(host).matches()
                ? before + host + parts.group(4) + (parts.group(5).isEmpty() ? "" : "?…")
                : before + "…";
    }
}
