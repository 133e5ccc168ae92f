package dev.rivulet.sse.internal.recorder;

import dev.rivulet.sse.internal.log.CoreLog;
import dev.rivulet.sse.internal.log.Level;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The files of sessions that failed: written one after the other on a thread of their own, and not without end. */
final class FailureFiles {
    private static final CoreLog LOG = CoreLog.INSTANCE;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss").withZone(ZoneOffset.UTC);
    private static final int MOST_FILES = 100;
    private static final int MOST_WAITING = 16;
    private static final int LONGEST_NAME = 60;

    /** Writes a recording. */
    interface Writing {
        void to(Path file) throws IOException;
    }

    private final Path directory;
    private final AtomicInteger written = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger(); // since the last file
    private final AtomicBoolean isFull = new AtomicBoolean(); // and that was logged
    private final ThreadPoolExecutor thread;

    FailureFiles(Path directory) {
        this.directory = directory;
        this.thread = new ThreadPoolExecutor(
                1, 1, 5, TimeUnit.SECONDS, new LinkedBlockingQueue<>(MOST_WAITING), FailureFiles::daemon);
        thread.allowCoreThreadTimeOut(true);
    }

    private static Thread daemon(Runnable task) {
        var thread = new Thread(task, "rivulet-recorder");
        thread.setDaemon(true);
        return thread;
    }

    /** Does not wait, and does not throw. */
    void write(@Nullable String name, Instant now, Writing writing) {
        if (written.get() >= MOST_FILES) {
            if (!isFull.getAndSet(true)) {
                LOG.log(
                        Level.WARNING,
                        () -> MOST_FILES + " sessions that failed are recorded in " + directory
                                + ": further ones are not recorded by this client");
            }
            return;
        }
        Path file = directory.resolve("sse-" + fileName(name) + TIME.format(now) + "-" + unique() + ".rec");
        try {
            thread.execute(() -> write(file, writing));
        } catch (RejectedExecutionException tooMany) {
            refused.incrementAndGet(); // logged with the next file, since there may be thousands
        }
    }

    /** Other clients and other processes may write into the directory. */
    private static String unique() {
        return String.format(Locale.ROOT, "%08x", ThreadLocalRandom.current().nextInt());
    }

    private static String fileName(@Nullable String name) {
        if (name == null) {
            return "";
        }
        String safe = name.replaceAll("[^A-Za-z0-9_-]", "_");
        return (safe.length() > LONGEST_NAME ? safe.substring(0, LONGEST_NAME) : safe) + "-";
    }

    private void write(Path file, Writing writing) {
        if (written.get() >= MOST_FILES) {
            return;
        }
        try {
            Files.createDirectories(file.getParent());
            writing.to(file);
            written.incrementAndGet();
            int others = refused.getAndSet(0);
            LOG.log(
                    Level.INFO,
                    () -> "the session that failed is recorded in " + file
                            + (others == 0 ? "" : "; " + others + " that failed at the same time are not"));
        } catch (IOException | RuntimeException failed) {
            LOG.log(Level.WARNING, () -> "a session that failed could not be recorded in " + file, failed);
        }
    }
}
