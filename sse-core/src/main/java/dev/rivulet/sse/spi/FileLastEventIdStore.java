package dev.rivulet.sse.spi;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** One id in a file: a line of UTF-8. A new one is written beside it, forced to the disk, and takes its place. */
final class FileLastEventIdStore implements LastEventIdStore {
    private final Path file;
    private final Path next;
    private final Path directory;

    FileLastEventIdStore(Path file) {
        this.file = file.toAbsolutePath();
        Path name = this.file.getFileName();
        Path parent = this.file.getParent();
        if (name == null || parent == null) {
            throw new IllegalArgumentException("not a file: " + file);
        }
        this.directory = parent;
        this.next = parent.resolve(name + ".next");
    }

    @Override
    public synchronized @Nullable String load() {
        String text;
        try {
            text = Files.readString(file);
        } catch (NoSuchFileException none) {
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException("the last event ID cannot be read from " + file + ": " + e, e);
        }
        String line = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
        if (line.indexOf('\n') >= 0 || line.indexOf('\r') >= 0 || line.indexOf('\0') >= 0) {
            throw new UncheckedIOException(new IOException(file + " does not hold a last event ID, which is one line"));
        }
        return text.isEmpty() ? null : line;
    }

    @Override
    public synchronized void save(String lastEventId) {
        ByteBuffer line = ByteBuffer.wrap((lastEventId + "\n").getBytes(StandardCharsets.UTF_8));
        try {
            try (FileChannel out = FileChannel.open(
                    next, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
                while (line.hasRemaining()) {
                    out.write(line);
                }
                out.force(true);
            }
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("the last event ID cannot be saved to " + file + ": " + e, e);
        }
        forceDirectory();
    }

    /** The new name is forced to the disk too, where the system can do that. */
    private void forceDirectory() {
        try (FileChannel entries = FileChannel.open(directory, StandardOpenOption.READ)) {
            entries.force(true);
        } catch (IOException notHere) {
            // A directory cannot be opened on Windows; there the move is what there is.
        }
    }
}
