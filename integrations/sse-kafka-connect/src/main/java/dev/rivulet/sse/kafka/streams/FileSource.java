package dev.rivulet.sse.kafka.streams;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * A file, which is read when its time, size or identity has changed, and only when it has stayed the same for a while: a
 * file that is being written has half a list, or half a URL at its end.
 */
final class FileSource implements ListSource {
    private final Path path;
    private final Clock clock;
    private @Nullable Stamp read;
    private @Nullable Stamp seen;
    private long seenAt;

    FileSource(Path path, Clock clock) {
        this.path = path;
        this.clock = clock;
    }

    /** What shows that a file has changed. */
    private record Stamp(
            FileTime modified, long size, @Nullable Object identity) {
        static Stamp of(Path path) throws IOException {
            BasicFileAttributes now = Files.readAttributes(path, BasicFileAttributes.class);
            return new Stamp(now.lastModifiedTime(), now.size(), now.fileKey());
        }
    }

    @Override
    public Look look() throws IOException {
        try {
            return lookAtFile();
        } catch (NoSuchFileException e) {
            throw new IOException("the file does not exist", e);
        } catch (AccessDeniedException e) {
            throw new IOException("the worker's process may not read the file", e);
        }
    }

    private Look lookAtFile() throws IOException {
        Stamp before = Stamp.of(path);
        if (before.equals(read)) {
            return Look.UNCHANGED;
        }
        if (!hasSettled(before)) {
            return Look.SETTLING;
        }
        String text = text();
        if (!before.equals(Stamp.of(path))) {
            return Look.SETTLING;
        }
        read = before;
        return Look.at(text);
    }

    /** By its own time, or by ours: the clock of a file server may differ. */
    private boolean hasSettled(Stamp stamp) {
        long now = clock.millis();
        long settling = settling().toMillis();
        if (stamp.modified().toMillis() <= now - settling) {
            return true;
        }
        if (!stamp.equals(seen)) {
            seen = stamp;
            seenAt = now;
            return false;
        }
        return now - seenAt >= settling;
    }

    private String text() throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            byte[] bytes = in.readNBytes(LARGEST + 1);
            if (bytes.length > LARGEST) {
                throw new IOException("the file has more than " + LARGEST + " bytes");
            }
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    @Override
    public void accepted() {}

    @Override
    public void close() {}

    @Override
    public String toString() {
        return "streams.file " + path;
    }
}
