package dev.rivulet.sse.recording;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Writes a recording. An entry has reached the operating system when {@link #write} returns, so that {@code kill -9} loses
 * at most the one that is being written. Any thread may use it.
 *
 * <p>Bodies are written as they are: a recording holds the data of its streams.
 */
public final class RecordingWriter implements Closeable {
    private final EntryOutput out;
    private final AtomicInteger lastSession;
    private final long openedAt = System.nanoTime();

    private RecordingWriter(EntryOutput out, int lastSession, Instant start) throws IOException {
        this.out = out;
        this.lastSession = new AtomicInteger(lastSession);
        out.append(new SegmentLine(start).toString().getBytes(UTF_8));
    }

    /** As {@link #open(Path, Instant)}, where times count from now on. */
    public static RecordingWriter open(Path file) throws IOException {
        return open(file, Instant.now());
    }

    /**
     * Creates a recording, which only its owner may read, or continues one; then what was cut of its last entry is removed.
     *
     * @param file on the default file system, and a regular file; one that holds less than {@code SSE-RECORDING} may be
     *     something else, and is continued only if it is empty
     * @param start from which on the times of the entries to be written count
     * @throws MalformedRecordingException if there is a file that is not a recording, is one of a newer version, or is
     *     damaged
     * @throws IOException if it cannot be written, or is being written already
     */
    public static RecordingWriter open(Path file, Instant start) throws IOException {
        RecordingFile opened = RecordingFile.open(requireNonNull(file, "file"));
        try {
            return new RecordingWriter(opened, opened.lastSession(), requireNonNull(start, "start"));
        } catch (IOException | RuntimeException | Error e) {
            opened.close();
            throw e;
        }
    }

    /**
     * Writes a recording to a stream, which is flushed after each entry.
     *
     * @param start from which on the times of the entries count
     */
    public static RecordingWriter to(OutputStream out, Instant start) throws IOException {
        return new RecordingWriter(EntryOutput.of(requireNonNull(out, "out")), 0, requireNonNull(start, "start"));
    }

    /** A number for a session that the recording does not have yet. */
    public int newSession() {
        return lastSession.incrementAndGet();
    }

    /** The time since this was opened, for the entries of what happens now. */
    public Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - openedAt);
    }

    /**
     * Writes an entry.
     *
     * @throws IOException if it cannot be written. Of an entry that was written in part, as where the disk is full, the
     *     part is removed, and further entries may be tried
     * @throws IllegalArgumentException if the format does not have it: a piece of a body that is longer than 64 MiB, any
     *     other entry that is longer than 1 MiB, a status outside 100 to 999, or a time of more than 15 digits in microseconds. Nothing is written
     */
    public void write(Entry entry) throws IOException {
        byte[] bytes = EntryFormat.bytes(requireNonNull(entry, "entry"));
        synchronized (out) {
            out.append(bytes);
        }
    }

    @Override
    public void close() throws IOException {
        synchronized (out) {
            out.close();
        }
    }
}
