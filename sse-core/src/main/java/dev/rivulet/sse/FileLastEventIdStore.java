package dev.rivulet.sse;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** One id in a file: a line of UTF-8. Sessions, in this process and in others, exclude each other by a lock. */
final class FileLastEventIdStore implements LastEventIdStore {
    private final Path file;
    private final ReentrantLock turn = new ReentrantLock(); // no monitor: a virtual thread that waits is not pinned
    private @Nullable StoreLock lock; // by turn; of the session that uses this store

    FileLastEventIdStore(Path file) {
        this.file = file.toAbsolutePath();
        if (this.file.getFileName() == null || this.file.getParent() == null) {
            throw new IllegalArgumentException("not a file: " + file);
        }
    }

    @Override
    public void open() {
        turn.lock();
        try {
            if (lock != null) {
                throw new IOException("it is in use by another session of this process");
            }
            Path target = Replacement.target(file);
            lock = StoreLock.of(target);
            Replacement.removeLeftovers(target);
        } catch (IOException e) {
            throw new UncheckedIOException("the last event ID cannot be kept in " + file + ": " + reason(e), e);
        } finally {
            turn.unlock();
        }
    }

    @Override
    public @Nullable String load() {
        turn.lock();
        try {
            return Files.notExists(file) ? null : id(text());
        } catch (IOException e) {
            throw new UncheckedIOException("the last event ID cannot be read from " + file + ": " + reason(e), e);
        } finally {
            turn.unlock();
        }
    }

    /** Through a stream: a channel would be closed by an interrupt of the thread. */
    private String text() throws IOException {
        try (InputStream in = new FileInputStream(file.toFile())) {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(in.readAllBytes()))
                    .toString();
        }
    }

    private static @Nullable String id(String text) throws IOException {
        String line = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
        if (line.indexOf('\n') >= 0 || line.indexOf('\r') >= 0 || line.indexOf('\0') >= 0) {
            throw new IOException("a last event ID is one line, and it holds something else");
        }
        return text.isEmpty() ? null : line;
    }

    @Override
    public void save(String lastEventId) {
        turn.lock();
        try {
            Path target = Replacement.target(file);
            StoreLock brief = lock == null ? StoreLock.of(target) : null;
            try {
                Replacement.of(target, (lastEventId + "\n").getBytes(StandardCharsets.UTF_8));
            } finally {
                if (brief != null) {
                    brief.release();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the last event ID cannot be saved to " + file + ": " + reason(e), e);
        } finally {
            turn.unlock();
        }
    }

    @Override
    public void close() {
        turn.lock();
        try {
            if (lock != null) {
                lock.release();
                lock = null;
            }
        } finally {
            turn.unlock();
        }
    }

    /** The JDK's exceptions for files have but a path for a message. */
    private static String reason(IOException e) {
        return e.getClass() == IOException.class ? String.valueOf(e.getMessage()) : e.toString();
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
