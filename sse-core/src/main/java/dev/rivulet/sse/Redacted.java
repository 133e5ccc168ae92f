package dev.rivulet.sse;

import java.net.URI;

/** What may be shown of a URI: user info and query can hold secrets. */
final class Redacted {
    private Redacted() {}

    static String uri(URI uri) {
        String host = uri.getHost();
        return uri.getScheme() + "://" + (host == null ? "" : host) + (uri.getPort() < 0 ? "" : ":" + uri.getPort())
                + (uri.getPath() == null ? "" : uri.getPath()) + (uri.getRawQuery() == null ? "" : "?…");
    }
}
