package dev.rivulet.sse.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** The loop that people write themselves: {@code BufferedReader.readLine}, with all fields of the standard. */
final class ReadLinePass implements Pass {
    private final Workload workload;

    ReadLinePass(Workload workload) {
        this.workload = workload;
    }

    @Override
    public void run(Sink sink) throws IOException {
        var block = new Block(sink);
        try (var reader =
                new BufferedReader(new InputStreamReader(new ChunkStream(workload), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                block.line(line);
            }
        }
    }

    private static final class Block {
        private final Sink sink;
        private final StringBuilder joined = new StringBuilder();
        private String data; // all of it while there is one line, then joined has it
        private String type = "message";
        private String id = "";
        private long retry;

        Block(Sink sink) {
            this.sink = sink;
        }

        void line(String line) {
            if (line.isEmpty()) {
                dispatch();
            } else if (line.startsWith("data:")) {
                data(value(line, 5));
            } else if (line.startsWith("event:")) {
                type = value(line, 6);
            } else if (line.startsWith("id:")) {
                id = value(line, 3);
            } else if (line.startsWith("retry:")) {
                retry = Long.parseLong(value(line, 6));
            }
        }

        private static String value(String line, int at) {
            return line.substring(line.startsWith(" ", at) ? at + 1 : at);
        }

        private void data(String value) {
            if (data == null) {
                data = value;
            } else {
                if (joined.isEmpty()) {
                    joined.append(data);
                }
                joined.append('\n').append(value);
            }
        }

        private void dispatch() {
            if (data != null) {
                sink.event(type, joined.isEmpty() ? data : joined.toString());
            }
            data = null;
            joined.setLength(0);
            type = "message";
        }
    }
}
