package dev.rivulet.sse.http;

import java.net.URI;
import java.util.Locale;

/**
 * Where a request is sent: scheme, host and port of its URI (RFC 6454). {@link URI#getHost()} is null for hosts that
 * are common in container networks, such as {@code my_service}, and that browsers and DNS accept; this value has them.
 *
 * @param scheme {@code http} or {@code https}
 * @param host in lower case; an IPv6 address in its brackets
 * @param port the port to connect to, the scheme's default where the URI names none
 */
public record Origin(String scheme, String host, int port) {
    private static final int LARGEST_PORT = 65_535;

    /**
     * The origin of a URI. User information is ignored.
     *
     * @throws IllegalArgumentException if it is not an absolute http or https URI with a host; the message says what is
     *     wrong and shows neither user information nor query
     */
    public static Origin of(URI uri) {
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw new IllegalArgumentException(
                    scheme.isEmpty() ? "the URI has no scheme" : "the scheme is " + scheme + ", not http or https");
        }
        String authority = uri.getRawAuthority();
        if (authority == null) {
            throw new IllegalArgumentException("the URI has no host");
        }
        String hostAndPort = authority.substring(authority.lastIndexOf('@') + 1);
        int colon = hostAndPort.lastIndexOf(':');
        boolean hasPort = colon > hostAndPort.lastIndexOf(']');
        String host = hasPort ? hostAndPort.substring(0, colon) : hostAndPort;
        if (!host.startsWith("[")) {
            checkName(host);
        }
        return new Origin(
                scheme, host.toLowerCase(Locale.ROOT), port(hasPort ? hostAndPort.substring(colon + 1) : "", scheme));
    }

    /** URI has checked an address in brackets; anything else that it let through as an authority is checked here. */
    private static void checkName(String host) {
        if (host.isEmpty()) {
            throw new IllegalArgumentException("the URI has no host");
        }
        for (int i = 0; i < host.length(); i++) {
            char c = host.charAt(i);
            if (c > 0x7F) {
                throw new IllegalArgumentException(
                        "the host \"" + host + "\" is not ASCII: write it as IDN.toASCII does");
            }
            if (!isNameChar(c)) {
                throw new IllegalArgumentException("the host \"" + host + "\" has a '" + c + "'");
            }
        }
    }

    private static boolean isNameChar(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || "-._~".indexOf(c) >= 0;
    }

    private static int port(String text, String scheme) {
        if (text.isEmpty()) {
            return defaultPort(scheme);
        }
        boolean digits = text.chars().allMatch(c -> c >= '0' && c <= '9');
        int port = digits && text.length() <= 9 ? Integer.parseInt(text) : -1;
        if (port < 0 || port > LARGEST_PORT) {
            throw new IllegalArgumentException(
                    "the text after the host's colon is not a port"); // it may be part of a password
        }
        return port;
    }

    private static int defaultPort(String scheme) {
        return scheme.equals("https") ? 443 : 80;
    }

    /** Whether the scheme is https. */
    public boolean isSecure() {
        return scheme.equals("https");
    }

    /** Host and port as they stand in a Host header: without the scheme's default port (RFC 9110, 7.2). */
    public String authority() {
        return port == defaultPort(scheme) ? host : host + ":" + port;
    }

    /** As it is serialized, {@code https://host:port}. */
    @Override
    public String toString() {
        return scheme + "://" + authority();
    }
}
