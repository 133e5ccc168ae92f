package dev.rivulet.sse.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class OutputTest {
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    @Test
    void text_is_utf8_whatever_the_locale() {
        var out = new Output(written, false, false);
        out.println("川 é");
        out.flush();

        assertThat(written.toByteArray()).isEqualTo("川 é\n".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void a_terminal_is_not_sent_control_characters() {
        var out = new Output(written, true, true);

        assertThat(out.harmless("a\u001b[2Jb\u0007\u009bc\r\u007f\td\n"))
                .isEqualTo("a\uFFFD[2Jb\uFFFD\uFFFDc\uFFFD\uFFFD\td\n");
    }

    @Test
    void a_pipe_gets_the_text_as_it_is() {
        var out = new Output(written, false, false);

        assertThat(out.harmless("a\u001b[2Jb")).isEqualTo("a\u001b[2Jb");
    }

    @Test
    void styles_are_for_colours_only() {
        assertThat(new Output(written, true, true).styled(Style.RED, "x")).isEqualTo("\u001b[31mx\u001b[0m");
        assertThat(new Output(written, true, false).styled(Style.RED, "x")).isEqualTo("x");
    }

    @Test
    void a_reader_that_is_gone_is_distinguished_from_a_full_disk() {
        assertThat(lost("Broken pipe").isReaderGone()).isTrue();
        assertThat(lost("No space left on device").isReaderGone()).isFalse();
    }

    private static OutputLost lost(String reason) {
        var out = new Output(
                new OutputStream() {
                    @Override
                    public void write(int b) throws IOException {
                        throw new IOException(reason);
                    }
                },
                false,
                false);
        out.print("x");
        var thrown = new OutputLost[1];
        assertThatExceptionOfType(OutputLost.class).isThrownBy(out::flush).satisfies(e -> thrown[0] = e);
        return thrown[0];
    }
}
