package dev.rivulet.sse.cli;

import dev.rivulet.sse.ResponseRules;
import dev.rivulet.sse.http.ResponseHead;
import dev.rivulet.sse.recording.Entry;
import dev.rivulet.sse.recording.RecordingReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/** Gives the parser the event streams of a recording, each session's to a parser of its own. */
final class RecordingParse {
    private final RecordingReader recording;
    private final String file;
    private final Terminal terminal;
    private final Supplier<Reading> readings;
    private final int chunk;
    private final Map<Integer, Stream> streams = new LinkedHashMap<>();

    private RecordingParse(
            RecordingReader recording, String file, Terminal terminal, Supplier<Reading> readings, int chunk) {
        this.recording = recording;
        this.file = file;
        this.terminal = terminal;
        this.readings = readings;
        this.chunk = chunk;
    }

    static RecordingParse of(String file, InputStream in, Terminal terminal, Supplier<Reading> readings, int chunk)
            throws IOException {
        return new RecordingParse(RecordingReader.of(file, in), file, terminal, readings, chunk);
    }

    void run() throws IOException {
        var interrupt = new Interrupt(this::finish);
        try (interrupt) {
            for (Entry entry = recording.next(); entry != null; entry = recording.next()) {
                read(entry);
            }
        } finally {
            finish();
        }
        if (recording.isCut()) {
            terminal.out().flush();
            terminal.err().println("sse parse: " + RecordingArgument.cut(file, recording.offset()));
            terminal.err().flush();
        }
    }

    private void read(Entry entry) {
        if (entry instanceof Entry.Attempt) {
            stream(entry).began();
        } else if (entry instanceof Entry.Head head) {
            stream(entry).headed(head.head());
        } else if (entry instanceof Entry.Bytes piece) {
            stream(entry).feed(piece.bytes(), chunk);
        }
    }

    private synchronized Stream stream(Entry entry) {
        return streams.computeIfAbsent(entry.session(), number -> new Stream(readings.get()));
    }

    private synchronized void finish() {
        streams.values().forEach(stream -> stream.reading.finish());
    }

    /** One session. */
    private static final class Stream {
        private final Reading reading;
        private boolean open = true; // as is one whose beginning was not recorded

        Stream(Reading reading) {
            this.reading = reading;
        }

        void began() {
            reading.reconnected();
            open = false;
        }

        void headed(ResponseHead head) {
            open = ResponseRules.standard().judge(head, false, false) == ResponseRules.Verdict.OPEN;
            String coding = head.headers().first("Content-Encoding");
            if (open && coding != null && !coding.toLowerCase(Locale.ROOT).equals("identity")) {
                throw CommandFailure.of(
                        "a stream in this recording is compressed (" + coding + "): use 'sse replay'", null);
            }
        }

        void feed(byte[] bytes, int chunk) {
            for (int from = 0, to; open && from < bytes.length; from = to) {
                to = from + Math.min(chunk, bytes.length - from);
                reading.feed(bytes, from, to);
            }
        }
    }
}
