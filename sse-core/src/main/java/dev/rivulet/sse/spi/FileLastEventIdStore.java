package dev.rivulet.sse.spi;

import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * One id in a file: a line of UTF-8. A new one is written beside it, forced to the disk, and takes its place. All through
 * streams, since a channel would be closed by an interrupt of the thread that handles events.
 */
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
        if (Files.notExists(file)) {
            return null;
        }
        String text;
        try (InputStream in = new FileInputStream(file.toFile())) {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(in.readAllBytes()))
                    .toString();
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
        try {
            try (FileOutputStream out = new FileOutputStream(next.toFile())) {
                out.write((lastEventId + "\n").getBytes(StandardCharsets.UTF_8));
                out.getFD().sync();
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
            // Not on Windows, and not on an interrupted thread: then the move is what there is.
        }
    }
}
