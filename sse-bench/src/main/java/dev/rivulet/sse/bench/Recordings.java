package dev.rivulet.sse.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A workload of recorded streams: every {@code *.sse} file of the folder {@code -Drivulet.recordings}, one after the
 * other, repeated until there are enough bytes.
 */
final class Recordings {
    static final String NAME = "recordings";
    static final String FOLDER = "rivulet.recordings";

    private static final int WIRE_BYTES = 2 << 20;
    private static final int CHUNK = 1_400;

    private Recordings() {}

    static boolean present() {
        return System.getProperty(FOLDER) != null;
    }

    static Workload workload() {
        String folder = System.getProperty(FOLDER);
        if (folder == null) {
            throw new IllegalArgumentException("the workload " + NAME + " needs -D" + FOLDER + "=FOLDER");
        }
        try {
            return of(Path.of(folder));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Workload of(Path folder) throws IOException {
        List<Path> files;
        try (var entries = Files.list(folder)) {
            files = entries.filter(file -> file.toString().endsWith(".sse"))
                    .sorted()
                    .toList();
        }
        if (files.isEmpty()) {
            throw new IOException("no *.sse file in " + folder);
        }
        var streams = new ArrayList<Recording>();
        for (Path file : files) {
            // A recording may end in the middle of an event; the blank line ends it.
            streams.add(Recording.of(Files.readString(file) + "\n\n"));
        }
        var script = new Script();
        while (script.wireBytes() < WIRE_BYTES) {
            streams.forEach(stream -> script.recorded(stream.wire(), stream.payloads()));
        }
        return script.workload(NAME, CHUNK);
    }

    private record Recording(byte[] wire, List<String> payloads) {
        static Recording of(String stream) {
            return new Recording(stream.getBytes(StandardCharsets.UTF_8), dataOf(stream));
        }
    }

    /** The data of each event, found in the plainest way. */
    private static List<String> dataOf(String stream) {
        var payloads = new ArrayList<String>();
        var lines = new ArrayList<String>();
        for (String line : stream.split("\r\n|\n|\r", -1)) {
            if (line.startsWith("data:")) {
                lines.add(line.substring(line.startsWith("data: ") ? 6 : 5));
            } else if (line.isEmpty() && !lines.isEmpty()) {
                payloads.add(String.join("\n", lines));
                lines.clear();
            }
        }
        return payloads;
    }
}
