package dev.rivulet.sse.cli;

import dev.rivulet.sse.LastEventIdStore;
import java.io.UncheckedIOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The file of {@code --cursor}. What has been printed is out before its id is saved, so that no event falls between. */
record CursorFile(LastEventIdStore file, Output out) implements LastEventIdStore {
    /** The file of that name, which is read once to see that it can be. */
    static CursorFile of(String name, Output out) {
        try {
            LastEventIdStore file = LastEventIdStore.file(Path.of(name));
            file.load();
            return new CursorFile(file, out);
        } catch (InvalidPathException e) {
            throw CommandFailure.badUsage("not a file's name: " + name);
        } catch (IllegalArgumentException e) {
            throw CommandFailure.badUsage(String.valueOf(e.getMessage()));
        } catch (UncheckedIOException e) {
            throw CommandFailure.of(String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    public void open() {
        file.open();
    }

    @Override
    public @Nullable String load() {
        return file.load();
    }

    @Override
    public void save(String lastEventId) {
        out.flush();
        file.save(lastEventId);
    }

    @Override
    public void close() {
        file.close();
    }
}
