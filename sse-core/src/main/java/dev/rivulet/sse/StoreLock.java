package dev.rivulet.sse;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A lock beside a file, held by one session of one process. The system releases it when the process ends, however it
 * ends; the lock's file stays, since a lock on a file that is removed excludes no other process.
 */
final class StoreLock {
    /**
     * The locks that this process holds. They must not even be tried again here: POSIX gives up a process's lock as soon as
     * it closes any descriptor of the file.
     */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final FileChannel channel;

    private StoreLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /** @throws IOException if it is held, or there can be none */
    static StoreLock of(Path target) throws IOException {
        Path file = target.resolveSibling(target.getFileName() + ".lock");
        if (!HELD.add(file)) {
            throw new IOException("it is in use by another session of this process");
        }
        try {
            return new StoreLock(file, locked(file));
        } catch (IOException | RuntimeException e) {
            HELD.remove(file);
            throw e;
        }
    }

    private static FileChannel locked(Path file) throws IOException {
        FileChannel channel = FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
                Permissions.ownerOnly(file));
        try {
            if (channel.tryLock() == null) { // does not wait, so that no interrupt closes the channel
                throw new IOException("it is in use by another process");
            }
            return channel;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    void release() {
        try {
            channel.close();
        } catch (IOException closed) {
            // the lock is gone all the same
        } finally {
            HELD.remove(file);
        }
    }
}
