package dev.rivulet.sse;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.net.URISyntaxException;

/** A URI as text. */
final class UriText {
    private UriText() {}

    /** @throws IllegalArgumentException without the text, which may have a password or a token in it */
    static URI parse(String text) {
        try {
            return new URI(requireNonNull(text, "uri"));
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("not a URI (RFC 3986): " + e.getReason() + " at index " + e.getIndex()
                    + "; special characters must be escaped");
        }
    }
}
