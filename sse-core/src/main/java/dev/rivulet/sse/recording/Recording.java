package dev.rivulet.sse.recording;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A recording in memory. One that is too large for it is read with {@link RecordingReader}. Immutable. */
public final class Recording {
    private final Instant start;
    private final List<Entry> entries;
    private final boolean cut;
    private final long length;

    private Recording(Instant start, List<Entry> entries, boolean cut, long length) {
        this.start = start;
        this.entries = List.copyOf(entries);
        this.cut = cut;
        this.length = length;
    }

    /**
     * Reads all whole entries of a recording.
     *
     * @throws MalformedRecordingException if it is not one, one of a newer version, or damaged; {@link RecordingReader}
     *     reads what is before the damage
     */
    public static Recording read(Path file) throws IOException {
        try (var reader = RecordingReader.open(file)) {
            List<Entry> entries = new ArrayList<>();
            for (Entry entry = reader.next(); entry != null; entry = reader.next()) {
                entries.add(entry);
            }
            return new Recording(reader.start(), entries, reader.isCut(), reader.offset());
        }
    }

    /** When it began; {@link Instant#EPOCH} if its first line was cut. */
    public Instant start() {
        return start;
    }

    /** All entries in their order, or those of {@link #session}. Unmodifiable. */
    public List<Entry> entries() {
        return entries;
    }

    /** The numbers of its sessions, in the order in which they appear. */
    public List<Integer> sessions() {
        return entries.stream().map(Entry::session).distinct().toList();
    }

    /** Only the entries of one session. */
    public Recording session(int number) {
        List<Entry> some =
                entries.stream().filter(entry -> entry.session() == number).toList();
        return new Recording(start, some, cut, length);
    }

    /** Whether the file ended within an entry, as {@code kill -9} may leave it. */
    public boolean isCut() {
        return cut;
    }

    /** Up to where the file was whole, in bytes: its length, unless it {@linkplain #isCut() was cut}. */
    public long length() {
        return length;
    }
}
