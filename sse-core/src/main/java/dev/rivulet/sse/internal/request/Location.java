package dev.rivulet.sse.internal.request;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A Location header as browsers read it (URL standard, "URL parsing" and "percent-encode sets"): what may not stand in a
 * URI is percent-encoded byte by byte, so that UTF-8 stays UTF-8; what is encoded stays as it is. Stricter in one thing: an
 * absolute one has its two slashes.
 */
final class Location {
    private static final String IN_PATH = "-._~!$&'()*+,;=:@/";
    private static final String IN_QUERY = "-._~!$&()*+,;=:@/?[]";
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private Location() {}

    /**
     * Where it leads, without a fragment.
     *
     * @param header each char an octet
     * @throws IllegalArgumentException if it is not understood; the message shows nothing of it
     */
    static URI resolve(URI base, String header) {
        String text = upTo(header.strip(), '#');
        int question = text.indexOf('?');
        String query = question < 0 ? null : text.substring(question + 1);
        String before = upTo(text, '?').replace('\\', '/');
        int colon = schemeEnd(before);
        String scheme = colon < 0 ? base.getScheme() : before.substring(0, colon);
        String rest = before.substring(colon + 1);
        if (rest.startsWith("//")) {
            int slash = rest.indexOf('/', 2);
            String path = slash < 0 ? "/" : rest.substring(slash);
            return uri(scheme, slash < 0 ? rest.substring(2) : rest.substring(2, slash), path, query);
        }
        if (colon >= 0) {
            throw new IllegalArgumentException("no // follows its scheme");
        }
        String path = base.getRawPath().isEmpty() ? "/" : base.getRawPath();
        if (rest.isEmpty()) {
            return uri(scheme, base.getRawAuthority(), path, query == null ? base.getRawQuery() : query);
        }
        if (!rest.startsWith("/")) {
            rest = path.substring(0, path.lastIndexOf('/') + 1) + requireNoColon(rest);
        }
        return uri(scheme, base.getRawAuthority(), rest, query);
    }

    private static String upTo(String text, char mark) {
        int at = text.indexOf(mark);
        return at < 0 ? text : text.substring(0, at);
    }

    /** Where the colon of a scheme stands; -1 where there is no scheme. */
    private static int schemeEnd(String text) {
        int colon = text.indexOf(':');
        return colon > 0 && text.substring(0, colon).matches("[A-Za-z][A-Za-z0-9+.-]*") ? colon : -1;
    }

    /** RFC 3986, 4.2: else its first part looks like a scheme. */
    private static String requireNoColon(String relative) {
        if (upTo(relative, '/').indexOf(':') >= 0) {
            throw new IllegalArgumentException("it is neither absolute nor relative");
        }
        return relative;
    }

    private static URI uri(String scheme, String authority, String path, @Nullable String query) {
        String text = scheme + "://" + authority + encoded(withoutDots(path), IN_PATH)
                + (query == null ? "" : "?" + encoded(query, IN_QUERY));
        try {
            return URI.create(text);
        } catch (IllegalArgumentException showsTheText) {
            throw new IllegalArgumentException("its host or port is malformed");
        }
    }

    /** Without the segments {@code .} and {@code ..}, encoded or not. */
    private static String withoutDots(String path) {
        Deque<String> kept = new ArrayDeque<>();
        boolean endsInDots = false;
        for (int from = 1; from > 0 && from <= path.length(); ) {
            int slash = path.indexOf('/', from);
            String segment = path.substring(from, slash < 0 ? path.length() : slash);
            String plain = segment.replaceAll("(?i)%2e", ".");
            endsInDots = plain.equals(".") || plain.equals("..");
            if (!endsInDots) {
                kept.addLast(segment);
            } else if (plain.equals("..")) {
                kept.pollLast();
            }
            from = slash + 1;
        }
        return "/" + String.join("/", kept) + (endsInDots && !kept.isEmpty() ? "/" : "");
    }

    private static String encoded(String text, String allowed) {
        var out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean stays = c == '%' ? isEscape(text, i) : isAlphanumeric(c) || allowed.indexOf(c) >= 0;
            if (stays) {
                out.append(c);
            } else {
                escape(c, out);
            }
        }
        return out.toString();
    }

    private static boolean isAlphanumeric(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }

    private static boolean isEscape(String text, int at) {
        return at + 2 < text.length()
                && HexFormat.isHexDigit(text.charAt(at + 1))
                && HexFormat.isHexDigit(text.charAt(at + 2));
    }

    /** A char is an octet; should a transport have decoded it, its UTF-8 is meant. */
    private static void escape(char c, StringBuilder out) {
        byte[] octets = c <= 0xFF ? new byte[] {(byte) c} : String.valueOf(c).getBytes(StandardCharsets.UTF_8);
        for (byte octet : octets) {
            out.append('%').append(HEX.toHexDigits(octet));
        }
    }
}
