package dev.rivulet.sse.cli;

import dev.rivulet.sse.LastEventIdStore;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** The file of {@code --cursor}. An event is written out before its id is saved, so that none is lost between. */
record CursorFile(LastEventIdStore file, Display display) implements LastEventIdStore {
    /** The file of that name, which is read once to see that it can be. */
    static CursorFile of(String name, Display display) {
        try {
            LastEventIdStore file = LastEventIdStore.file(FileArgument.path("--cursor", name));
            file.load();
            return new CursorFile(file, display);
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
        display.flush();
        file.save(lastEventId);
    }

    @Override
    public void close() {
        file.close();
    }
}
