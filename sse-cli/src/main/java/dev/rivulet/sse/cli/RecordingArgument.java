package dev.rivulet.sse.cli;

import dev.rivulet.sse.recording.Entry;
import dev.rivulet.sse.recording.RecordingReader;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A recording that is read by a command, all of it or one session.
 *
 * @param session the only one to read; null for all
 */
record RecordingArgument(
        RecordingReader reader, String file, @Nullable Integer session) {
    /** The next entry; null at the end. */
    @Nullable
    Entry next() throws IOException {
        Entry entry = reader.next();
        while (entry != null && session != null && entry.session() != session) {
            entry = reader.next();
        }
        return entry;
    }

    /** What there is to say at the end; null if it was whole. */
    @Nullable
    String cut() {
        return reader.isCut() ? cut(file, reader.offset()) : null;
    }

    static String cut(String file, long offset) {
        return file + " ends within an entry, at byte " + offset + "; everything before was read";
    }
}
