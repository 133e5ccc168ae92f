package dev.rivulet.sse.internal.coding;

import dev.rivulet.sse.http.Headers;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The content codings that can be decoded (RFC 9110, 8.4.1), by name. Immutable. */
public final class ContentCodings {
    /** gzip and deflate. */
    public static final ContentCodings STANDARD = new ContentCodings(Map.of())
            .with("gzip", GzipDecoder::new)
            .with("x-gzip", GzipDecoder::new)
            .with("deflate", DeflateDecoder::new);

    private final Map<String, Supplier<ContentDecoder>> decoders;

    private ContentCodings(Map<String, Supplier<ContentDecoder>> decoders) {
        this.decoders = decoders;
    }

    /** These and one more. */
    public ContentCodings with(String name, Supplier<ContentDecoder> decoder) {
        var more = new HashMap<>(decoders);
        more.put(name, decoder);
        return new ContentCodings(Map.copyOf(more));
    }

    /** A body's coding, or null: identity, none and empty are no coding. Several count as one unknown. */
    public static @Nullable String named(Headers headers) {
        String coding =
                String.join(",", headers.all("Content-Encoding")).strip().toLowerCase(Locale.ROOT);
        return coding.isEmpty() || coding.equals("identity") || coding.equals("none") ? null : coding;
    }

    public boolean has(String coding) {
        return decoders.containsKey(coding);
    }

    /** @throws IllegalArgumentException if it is not one of these */
    public ContentDecoder open(String coding) {
        Supplier<ContentDecoder> decoder = decoders.get(coding);
        if (decoder == null) {
            throw new IllegalArgumentException("not a known coding: " + coding);
        }
        return decoder.get();
    }
}
