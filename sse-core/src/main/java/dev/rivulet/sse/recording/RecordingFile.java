package dev.rivulet.sse.recording;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.channels.Channels;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A file that is appended to. Written through {@link RandomAccessFile}, since a channel would be closed by an interrupt of
 * any thread that writes.
 */
final class RecordingFile implements EntryOutput {
    /**
     * The files that this process writes. They must not even be opened again to try their lock: POSIX gives up a process's
     * lock as soon as it closes any descriptor of the file.
     */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final RandomAccessFile access;
    private long whole;
    private int lastSession;
    private boolean broken;
    private boolean closed;

    private RecordingFile(Path file, RandomAccessFile access) {
        this.file = file;
        this.access = access;
    }

    /** Reads what is there. */
    interface Reading {
        RecordingReader of(String name, InputStream in) throws IOException;
    }

    static RecordingFile open(Path file) throws IOException {
        return open(file, RecordingReader::of);
    }

    static RecordingFile open(Path file, Reading reading) throws IOException {
        create(file);
        Path real = file.toRealPath();
        if (!Files.isRegularFile(real)) {
            throw new IOException(file + " is not a regular file");
        }
        if (!HELD.add(real)) {
            throw new IOException("this process records into " + file + " already");
        }
        try {
            return locked(real, file, reading);
        } catch (IOException | RuntimeException | Error e) {
            HELD.remove(real);
            throw e;
        }
    }

    static RecordingFile locked(Path real, Path shown, Reading reading) throws IOException {
        var access = new RandomAccessFile(real.toFile(), "rw");
        try {
            lock(access, shown);
            var opened = new RecordingFile(real, access);
            opened.seekEnd(shown, reading);
            return opened;
        } catch (IOException | RuntimeException | Error e) {
            access.close();
            throw e;
        }
    }

    /** Until the file is closed. */
    private static void lock(RandomAccessFile access, Path shown) throws IOException {
        try {
            if (access.getChannel().tryLock() == null) {
                throw new IOException("another process records into " + shown);
            }
        } catch (OverlappingFileLockException e) {
            throw new IOException("this process records into " + shown + " already, under another name", e);
        }
    }

    /** Only the owner may read it: it will hold the data of streams. */
    private static void create(Path file) throws IOException {
        boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] ownerOnly = posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
        try {
            Files.createFile(file, ownerOnly);
        } catch (FileAlreadyExistsException there) {
            // to be continued
        }
    }

    /** Removes what follows the last whole entry. */
    private void seekEnd(Path shown, Reading reading) throws IOException {
        long length = access.length();
        if (length > 0) {
            // not closed, which would close the file
            var in = new BufferedInputStream(Channels.newInputStream(access.getChannel()), 1 << 16);
            var reader = reading.of(shown.toString(), in);
            for (Entry entry = reader.next(); entry != null; entry = reader.next()) {
                lastSession = Math.max(lastSession, entry.session());
            }
            whole = reader.offset();
            if (whole == 0 && !SegmentLine.isNamedIn(length)) {
                throw new MalformedRecordingException(
                        shown + " cannot be continued as a recording: it is too short", 0);
            }
        }
        if (length > whole) {
            access.setLength(whole);
        }
        access.seek(whole);
    }

    /** The highest number of a session that it has; 0 if it has none. */
    int lastSession() {
        return lastSession;
    }

    @Override
    public void append(byte[] entry) throws IOException {
        if (closed || broken) {
            throw new IOException(closed ? "the recording is closed" : "part of an entry could not be removed");
        }
        try {
            access.write(entry);
            whole += entry.length;
        } catch (IOException e) {
            removePart(e);
            throw e;
        }
    }

    private void removePart(IOException reason) {
        try {
            access.setLength(whole);
            access.seek(whole);
        } catch (IOException e) {
            broken = true;
            reason.addSuppressed(e);
        }
    }

    @Override
    public void close() throws IOException {
        if (!closed) {
            closed = true;
            HELD.remove(file);
            access.close();
        }
    }
}
