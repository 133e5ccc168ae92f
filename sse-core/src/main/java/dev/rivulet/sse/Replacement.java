package dev.rivulet.sse;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Replaces a file's content whole: what is new is written beside it, forced to the disk, and takes its place. The file
 * beside it is made for this and never opened where something of its name is there, be it a link.
 */
final class Replacement {
    private static final int MOST_LINKS = 40;
    private static final String LEFTOVER = "\\.[0-9a-f]{16}\\.next";

    private Replacement() {}

    /** The file that a path leads to, which need not be there: links are replaced where they lead, and stay. */
    static Path target(Path path) throws IOException {
        Path file = path;
        for (int links = 0; Files.isSymbolicLink(file); links++) {
            if (links == MOST_LINKS) {
                throw new FileSystemLoopException(path.toString());
            }
            file = file.resolveSibling(Files.readSymbolicLink(file));
        }
        return directory(file).toRealPath().resolve(Objects.requireNonNull(file.getFileName()));
    }

    /** @param target as {@link #target} gives it */
    static void of(Path target, byte[] content) throws IOException {
        boolean interrupted = false;
        try {
            while (!replaces(target, content)) {
                interrupted = true; // which has closed the channel
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** False if an interrupt came between, which is then cleared. */
    private static boolean replaces(Path target, byte[] content) throws IOException {
        if (Thread.interrupted()) {
            return false;
        }
        Path next = target.resolveSibling(target.getFileName()
                + ".%016x.next".formatted(ThreadLocalRandom.current().nextLong()));
        try {
            write(next, target, content);
            Files.move(next, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            forceDirectory(target);
            return true;
        } catch (ClosedByInterruptException e) {
            Thread.interrupted();
            Files.deleteIfExists(next);
            return false;
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(next);
            throw e;
        }
    }

    private static void write(Path next, Path target, byte[] content) throws IOException {
        var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
        try (FileChannel out = FileChannel.open(next, options, Permissions.ownerOnly(next))) {
            ByteBuffer bytes = ByteBuffer.wrap(content);
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            Permissions.copy(target, next);
            out.force(true);
        }
    }

    /** The new name is forced to the disk too, where the system can do that. */
    private static void forceDirectory(Path file) {
        try (FileChannel entries = FileChannel.open(directory(file), StandardOpenOption.READ)) {
            entries.force(true);
        } catch (IOException notHere) {
            // Not on Windows, and not where an interrupt comes now: then the move is what there is.
        }
    }

    /** Removes what killed processes have left beside the file. Only for who holds the lock. */
    static void removeLeftovers(Path target) throws IOException {
        String name = String.valueOf(target.getFileName());
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory(target))) {
            for (Path file : files) {
                String other = String.valueOf(file.getFileName());
                if (other.startsWith(name) && other.substring(name.length()).matches(LEFTOVER)) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    private static Path directory(Path file) {
        return Objects.requireNonNull(file.getParent());
    }
}
