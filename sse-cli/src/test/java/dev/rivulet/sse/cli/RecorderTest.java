package dev.rivulet.sse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.http.Phase;
import dev.rivulet.sse.recording.RecordingWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RecorderTest {
    @Test
    void an_entry_that_the_format_does_not_have_stops_the_session() throws Exception {
        var recorder = new Recorder(RecordingWriter.to(OutputStream.nullOutputStream(), Instant.EPOCH));
        var stopped = new CountDownLatch(1);
        recorder.stopsBy(stopped::countDown);

        recorder.failed(Phase.BODY, new IOException("x".repeat(1 << 20)));

        assertThat(recorder.failure()).hasMessageContaining("an entry of kind FAILED has at most 1048576 bytes");
        assertThat(stopped.await(60, TimeUnit.SECONDS)).isTrue();
    }
}
