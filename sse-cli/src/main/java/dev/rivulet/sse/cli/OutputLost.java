package dev.rivulet.sse.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;

/** Nothing can be written any more, so there is nothing left to do. */
final class OutputLost extends UncheckedIOException {
    private static final long serialVersionUID = 1L;

    private final boolean readerGone;

    OutputLost(IOException cause) {
        super("cannot write: " + cause.getMessage(), cause);
        readerGone = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT).contains("pipe");
    }

    /** Whether the reader has gone, as {@code | head} does when it has seen enough: the usual end of a pipe. */
    boolean isReaderGone() {
        return readerGone;
    }
}
