package dev.rivulet.sse.spring;

import java.util.Set;
import java.util.TreeSet;

/** A listener names a stream that is not configured. */
public final class UnknownStreamException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String stream;

    UnknownStreamException(String stream, String who, Set<String> known) {
        super(who + " names the stream \"" + stream + "\", which is not configured. Configured: "
                + (known.isEmpty() ? "none" : String.join(", ", new TreeSet<>(known))));
        this.stream = stream;
    }

    /** The name that is not configured. */
    public String stream() {
        return stream;
    }
}
