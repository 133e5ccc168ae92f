package dev.rivulet.sse.recording;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.Objects.requireNonNull;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * Reads a recording entry by entry, so that it need not fit into memory. For one thread.
 *
 * <p>A recording that was cut, as {@code kill -9} may leave it, is read up to its last whole entry; {@link #isCut()} and
 * {@link #offset()} say so and where. Entries of a kind that this version does not know are left out.
 */
public final class RecordingReader implements Closeable {
    private static final int LONGEST_LINE = 200;

    private final String name;
    private final InputStream in;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final Instant start;
    private Duration segment = Duration.ZERO; // when it began
    private Duration latest = Duration.ZERO;
    private long offset;
    private boolean cut;
    private boolean over;

    private RecordingReader(String name, InputStream in) throws IOException {
        this.name = name;
        this.in = in;
        this.start = first();
    }

    /**
     * Opens a recording.
     *
     * @throws MalformedRecordingException if it is not one, or one of a newer version
     */
    public static RecordingReader open(Path file) throws IOException {
        InputStream in = Files.newInputStream(file);
        try {
            return new RecordingReader(file.toString(), new BufferedInputStream(in, 1 << 16));
        } catch (IOException | RuntimeException | Error e) {
            in.close();
            throw e;
        }
    }

    /**
     * Reads a recording from a stream, a byte at a time in places: give it one with a buffer.
     *
     * @param name what to call it in messages
     * @throws MalformedRecordingException if it is not one, or one of a newer version
     */
    public static RecordingReader of(String name, InputStream in) throws IOException {
        return new RecordingReader(requireNonNull(name, "name"), requireNonNull(in, "in"));
    }

    /**
     * Whether a stream is a recording, of whatever version. The stream is left where it is, and read no further than up to
     * the first byte that says no.
     *
     * @param in supports {@link InputStream#mark}
     */
    public static boolean isRecording(InputStream in) throws IOException {
        in.mark(SegmentLine.MAGIC.length());
        try {
            for (int i = 0; i < SegmentLine.MAGIC.length(); i++) {
                if (in.read() != SegmentLine.MAGIC.charAt(i)) {
                    return false;
                }
            }
            return true;
        } finally {
            in.reset();
        }
    }

    /** When the recording began; {@link Instant#EPOCH} if its first line was cut. */
    public Instant start() {
        return start;
    }

    /**
     * The next entry; null after the last whole one.
     *
     * @throws MalformedRecordingException if something else than an entry stands here: the recording is damaged. All
     *     entries before have been returned
     */
    public @Nullable Entry next() throws IOException {
        Entry entry = null;
        while (entry == null && !over) {
            String text = line();
            if (text == null) {
                end(line.size() > 0);
            } else if (text.startsWith(SegmentLine.MAGIC)) {
                segment(text);
            } else {
                entry = entry(text);
            }
        }
        return entry;
    }

    /** Whether the recording ends within an entry. Known once {@link #next()} has returned null. */
    public boolean isCut() {
        return cut;
    }

    /** How many bytes of the recording have been read as whole entries: where the next one begins, or the cut part. */
    public long offset() {
        return offset;
    }

    @Override
    public void close() throws IOException {
        over = true;
        in.close();
    }

    private Instant first() throws IOException {
        String text = line();
        if (text == null && SegmentLine.mayBeginWith(line.toString(ISO_8859_1))) {
            end(true);
            return Instant.EPOCH;
        }
        try {
            Instant began = SegmentLine.of(text == null ? "" : text).start();
            offset = line.size() + 1L;
            return began;
        } catch (IllegalArgumentException e) {
            throw new MalformedRecordingException(name + " cannot be read as a recording: " + e.getMessage(), 0);
        }
    }

    /** Later by the clock than what was recorded before, unless that clock was set back. */
    private void segment(String text) throws IOException {
        try {
            Duration began = Duration.between(start, SegmentLine.of(text).start());
            segment = began.compareTo(latest) < 0 ? latest : began;
            offset += line.size() + 1;
        } catch (IllegalArgumentException e) {
            throw damaged(e.getMessage());
        }
    }

    private @Nullable Entry entry(String text) throws IOException {
        EntryLine head = EntryLine.of(text);
        if (head == null) {
            throw damaged("no entry begins here");
        } else if (head.length() > EntryLine.longest(head.kind())) {
            throw damaged(
                    "an entry of kind " + head.kind() + " has at most " + EntryLine.longest(head.kind()) + " bytes");
        }
        byte[] payload = in.readNBytes(head.length());
        int lineFeed = payload.length < head.length() ? -1 : in.read();
        if (lineFeed < 0) {
            end(true);
            return null;
        } else if (lineFeed != '\n') {
            throw damaged("an entry is longer than its first line says");
        }
        Entry entry = entry(head, payload);
        offset += line.size() + 1L + payload.length + 1;
        return entry;
    }

    private @Nullable Entry entry(EntryLine head, byte[] payload) throws IOException {
        Duration at = segment.plus(head.micros(), ChronoUnit.MICROS);
        try {
            Entry entry = EntryFormat.entry(head, at, payload);
            latest = at.compareTo(latest) > 0 ? at : latest;
            return entry;
        } catch (IllegalArgumentException e) {
            throw damaged("not an entry of kind " + head.kind() + ": " + e.getMessage());
        }
    }

    /** The next line without its line feed; null if the recording ends before that, whose bytes are in {@link #line}. */
    private @Nullable String line() throws IOException {
        line.reset();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                return null;
            }
            line.write(next);
            if (line.size() > LONGEST_LINE) {
                return line.toString(ISO_8859_1);
            }
        }
        return line.toString(ISO_8859_1);
    }

    private void end(boolean within) {
        over = true;
        cut = within;
    }

    private MalformedRecordingException damaged(@Nullable String how) {
        over = true;
        return new MalformedRecordingException(name + " is damaged at byte " + offset + ": " + how, offset);
    }
}
