package dev.rivulet.sse.policy;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a client records its streams in memory, for the time after something went wrong: the last bytes that came, as they
 * came, with their times, and the last states of each session. One ring for all sessions of the client, whose oldest bytes
 * are overwritten. Off unless it is given to the client's builder.
 *
 * <p>What is recorded is written to a file by {@code SseSession.dump}, by {@code SseClient.dump}, when a session fails if
 * there is a {@link #directory}, and by {@code ./sse dump PID}. Credentials in headers and URIs are left out. Bodies are
 * recorded as they are: they are your users' data, so keep the files as you keep those. Immutable.
 */
public final class FlightRecorder {
    private static final int LEAST = 64 << 10;
    private static final FlightRecorder DEFAULTS = new FlightRecorder(4 << 20, null);

    private final int memory;
    private final @Nullable Path directory;

    private FlightRecorder(int memory, @Nullable Path directory) {
        if (memory < LEAST) {
            throw new IllegalArgumentException("memory must be at least " + LEAST + " bytes, was " + memory);
        }
        this.memory = memory;
        this.directory = directory;
    }

    /** 4 MiB, no directory. */
    public static FlightRecorder defaults() {
        return DEFAULTS;
    }

    /**
     * With a ring of so many bytes, which is allocated when the client is built. It has up to sixteen parts; a session's bytes
     * are kept in one of them, with those of other sessions.
     *
     * @throws IllegalArgumentException if it is less than 64 KiB
     */
    public FlightRecorder memory(int bytes) {
        return new FlightRecorder(bytes, directory);
    }

    /**
     * With a directory, made when it is needed, into which the recording of each session that ends in a failure is written:
     * in the background, at most 100 files a client.
     */
    public FlightRecorder directory(Path folder) {
        return new FlightRecorder(memory, requireNonNull(folder, "folder"));
    }

    /** Bytes of the ring. */
    public int memory() {
        return memory;
    }

    /** Where the recordings of sessions that failed go; null if they are not written. */
    public @Nullable Path directory() {
        return directory;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof FlightRecorder same
                && memory == same.memory
                && Objects.equals(directory, same.directory);
    }

    @Override
    public int hashCode() {
        return 31 * memory + Objects.hashCode(directory);
    }

    @Override
    public String toString() {
        return "FlightRecorder[memory=" + memory + ", directory=" + directory + "]";
    }
}
