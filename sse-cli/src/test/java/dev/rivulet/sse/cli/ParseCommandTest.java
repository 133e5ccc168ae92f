package dev.rivulet.sse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParseCommandTest {
    private static final String STREAM = "\uFEFF: hello\nretry: 250\n\nid: 1\nevent: tick\ndata: a\ndata: \"b\"\n\n\n"
            + "data: 川\u2028🌊\r\n\r\nid\rdata\r\rdata: unfinished";
    private static final String EVENTS = """
            {"type":"tick","data":"a\\n\\"b\\"","id":"1"}
            {"type":"message","data":"川\\u2028🌊","id":"1"}
            {"type":"message","data":"","id":""}
            {"retry":250,"lastEventId":"","events":3}
            """;

    @TempDir
    Path folder;

    @Test
    void events_are_objects_and_the_last_line_sums_up() {
        Run run = Run.reading(STREAM, "parse");

        assertThat(run.out()).isEqualTo(EVENTS);
        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 1000})
    void chunks_change_nothing(int bytes) {
        assertThat(Run.reading(STREAM, "parse", "-", "--chunk", Integer.toString(bytes))
                        .out())
                .isEqualTo(EVENTS);
    }

    @Test
    void an_empty_stream_leaves_nothing() {
        assertThat(Run.reading("", "parse").out()).isEqualTo("{\"retry\":null,\"lastEventId\":\"\",\"events\":0}\n");
    }

    @Test
    void a_file_is_read() throws IOException {
        Path file = Files.writeString(folder.resolve("a stream"), "id: 9\ndata: x\n\n");

        assertThat(Run.sse("parse", file.toString()).out())
                .isEqualTo("{\"type\":\"message\",\"data\":\"x\",\"id\":\"9\"}\n"
                        + "{\"retry\":null,\"lastEventId\":\"9\",\"events\":1}\n");
    }

    @Test
    void raw_frames_are_the_bytes_as_they_came() {
        Run run = Run.reading(STREAM, "parse", "--raw");

        assertThat(run.out())
                .isEqualTo(": hello\nretry: 250\n\nid: 1\nevent: tick\ndata: a\ndata: \"b\"\n\n"
                        + "data: 川\u2028🌊\r\n\r\nid\rdata\r\r");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 1000})
    void raw_frames_parse_to_the_same_events(int bytes) {
        String frames = Run.reading(STREAM, "parse", "--raw", "--chunk", Integer.toString(bytes))
                .out();

        assertThat(Run.reading(frames, "parse").out()).isEqualTo(EVENTS);
    }

    @Test
    void what_cannot_be_read_is_named() {
        Run missing = Run.sse("parse", folder.resolve("nothing").toString());
        Run directory = Run.sse("parse", folder.toString());

        assertThat(missing.exitCode()).isEqualTo(1);
        assertThat(missing.err()).isEqualTo("sse parse: cannot read " + folder.resolve("nothing") + ": no such file\n");
        assertThat(directory.exitCode()).isEqualTo(1);
        assertThat(directory.errLines()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "x", "99999999999"})
    void a_chunk_is_a_positive_number(String bytes) {
        assertThat(Run.reading(STREAM, "parse", "--chunk", bytes).exitCode()).isEqualTo(2);
    }

    @Test
    void events_are_shown_as_soon_as_they_are_read() throws Exception {
        BlockingQueue<String> shown = new LinkedBlockingQueue<>();
        var out = new java.io.ByteArrayOutputStream() {
            @Override
            public synchronized void flush() {
                if (size() > 0) {
                    shown.add(toString(StandardCharsets.UTF_8));
                    reset();
                }
            }
        };
        var pipe = new PipedOutputStream();
        var terminal =
                new Terminal(new PipedInputStream(pipe), new Output(out, false, false), new Output(out, false, false));
        var run = CompletableFuture.supplyAsync(() -> Main.run(terminal, "parse"));

        pipe.write("data: 1\n\n".getBytes(StandardCharsets.UTF_8));
        pipe.flush();
        assertThat(shown.poll(60, TimeUnit.SECONDS)).isEqualTo("{\"type\":\"message\",\"data\":\"1\",\"id\":\"\"}\n");
        pipe.close();

        assertThat(run.get(60, TimeUnit.SECONDS)).isZero();
        assertThat(shown.poll(60, TimeUnit.SECONDS)).isEqualTo("{\"retry\":null,\"lastEventId\":\"\",\"events\":1}\n");
    }
}
