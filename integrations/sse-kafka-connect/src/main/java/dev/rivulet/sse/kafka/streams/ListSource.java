package dev.rivulet.sse.kafka.streams;

import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Where the text of a list is. Used by one thread, except {@link #close}. */
interface ListSource extends AutoCloseable {
    /** The most that is read of a list. */
    int LARGEST = 32 << 20;

    /**
     * What a look has found.
     *
     * @param text null if there is none, or none that is new
     * @param settling whether it has changed and may still be changing, so that it should be looked at again soon
     */
    record Look(@Nullable String text, boolean settling) {
        static final Look UNCHANGED = new Look(null, false);
        static final Look SETTLING = new Look(null, true);

        static Look at(String text) {
            return new Look(text, false);
        }
    }

    /**
     * Looks once.
     *
     * @throws IOException if it cannot be read; the message shows no secret
     */
    Look look() throws IOException, InterruptedException;

    /** The text of the last look was a list: it need not be fetched again. */
    void accepted();

    /** How long to wait after a look that was settling. */
    default Duration settling() {
        return Duration.ofSeconds(1);
    }

    /** Makes a look that runs return soon. Any thread may call it. */
    @Override
    void close();

    /** What it is, for messages; without secrets. */
    @Override
    String toString();
}
