package dev.rivulet.sse.policy;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How a client records its streams in memory, for the time after something went wrong: the last bytes that came, as they
 * came, with their times, and the last states of each session. One ring for all sessions of the client, whose oldest bytes
 * are overwritten. Off unless it is given to the client's builder.
 *
 * <p>What is recorded is written to a file by {@code SseSession.dump}, by {@code SseClient.dump}, when a session fails if
 * there is a {@link #directory}, and by {@code ./sse dump PID}. Credentials in headers and URIs are left out. The bodies are
 * recorded as they are: they are your users' data, so keep the files as you keep those. Immutable.
 *
 * @param memory bytes of the ring; at least {@value #LEAST}
 * @param directory where the recording of a session that ends in a failure is written to, at most 100 files a client; null
 *     for none
 */
public record FlightRecorder(int memory, @Nullable Path directory) {
    private static final int LEAST = 64 << 10;
    private static final int DEFAULT = 4 << 20;

    /**
     * Checks its values.
     *
     * @throws IllegalArgumentException if the memory is too little
     */
    public FlightRecorder {
        if (memory < LEAST) {
            throw new IllegalArgumentException("memory must be at least " + LEAST + " bytes, was " + memory);
        }
    }

    /** 4 MiB, no directory. */
    public static FlightRecorder defaults() {
        return new FlightRecorder(DEFAULT, null);
    }

    /** With a ring of so many bytes. */
    public FlightRecorder memory(int bytes) {
        return new FlightRecorder(bytes, directory);
    }

    /** With a directory for the recordings of sessions that fail. */
    public FlightRecorder directory(Path folder) {
        return new FlightRecorder(memory, requireNonNull(folder, "folder"));
    }
}
