package dev.rivulet.sse;

import java.net.URI;

/** What may be shown of a URI: user info and query can hold secrets. */
final class Redacted {
    private Redacted() {}

    static String uri(URI uri) {
        String authority = uri.getRawAuthority();
        return uri.getScheme() + "://" + (authority == null ? "" : authority.substring(authority.lastIndexOf('@') + 1))
                + (uri.getPath() == null ? "" : uri.getPath()) + (uri.getRawQuery() == null ? "" : "?…");
    }
}
