package dev.rivulet.sse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import org.junit.jupiter.api.Test;

class SseExceptionTest {
    @Test
    void a_copy_that_was_serialized_keeps_the_text_and_has_a_failure() throws IOException, ClassNotFoundException {
        var original = new SseException(new Failure.StreamEnded());
        var bytes = new ByteArrayOutputStream();
        try (var out = new ObjectOutputStream(bytes)) {
            out.writeObject(original);
        }
        try (var in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            var copy = (SseException) in.readObject();
            assertThat(copy).hasMessage(original.getMessage());
            assertThat(copy.failure()).isInstanceOf(Failure.UnexpectedError.class);
            assertThat(copy.failure().message()).contains("The server ended the stream.");
        }
        assertThat(original.failure()).isInstanceOf(Failure.StreamEnded.class);
    }
}
