package dev.rivulet.sse.cli;

import dev.rivulet.sse.http.Redacted;
import java.net.URI;
import java.net.URISyntaxException;

/** An argument that is the address of a stream. */
final class UrlArgument {
    private UrlArgument() {}

    static URI of(String url) {
        try {
            return new URI(url);
        } catch (URISyntaxException e) {
            throw CommandFailure.badUsage(
                    "not a URL: " + e.getReason() + " at index " + e.getIndex() + ": " + Redacted.uri(url));
        }
    }
}
