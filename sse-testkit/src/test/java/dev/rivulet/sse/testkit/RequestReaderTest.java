package dev.rivulet.sse.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestReaderTest {
    private static final String POST = "POST / HTTP/1.1\r\n";
    private static final String CHUNKED = POST + "Transfer-Encoding: chunked\r\n\r\n";

    private static final Leaving NEVER = new Leaving() {
        @Override
        public boolean isOver() {
            return false;
        }

        @Override
        public OptionalInt code() {
            return OptionalInt.empty();
        }
    };

    @ParameterizedTest
    @ValueSource(strings = {"", POST, POST + "X: ", CHUNKED, CHUNKED + "1\r\na\r\n", CHUNKED + "0\r\n"})
    void a_head_without_an_end_is_not_read_on(String beginning) {
        for (String repeated : new String[] {"x", "1: 2\r\n"}) {
            assertThatThrownBy(() -> read(beginning, repeated))
                    .as("%s, then again and again %s", beginning, repeated)
                    .isInstanceOfAny(IOException.class, NumberFormatException.class);
        }
        assertThatThrownBy(() -> read(beginning, "x")).hasMessage("a request's head has at most 1048576 bytes");
    }

    @Test
    void lines_without_number_are_as_much_of_a_head_as_a_long_one() {
        assertThatThrownBy(() -> read(POST, "1: 2\r\n")).hasMessage("a request's head has at most 1048576 bytes");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                POST + "Content-Length: 67108865\r\n\r\n",
                POST + "Content-Length: -1\r\n\r\n",
                CHUNKED + "4000001\r\n",
                CHUNKED + "1\r\na\r\n4000000\r\n",
                CHUNKED + "-1\r\n",
            })
    void a_body_that_is_too_long_is_refused_before_it_is_read(String request) {
        assertThatThrownBy(() -> read(request, "x")).hasMessage("a request's body has from 0 to 67108864 bytes");
    }

    @Test
    void each_request_and_chunk_may_be_as_long_as_the_one_before() throws IOException {
        String name = "X: " + "x".repeat(700_000) + "\r\n";
        String chunk = "1;" + "x".repeat(700_000) + "\r\na\r\n";
        String request = POST + name + "Transfer-Encoding: chunked\r\n\r\n" + chunk + chunk + "0\r\n\r\n";
        var reader = reader(stream(request + request));

        assertThat(requireNonNull(reader.next()).body()).asString().isEqualTo("aa");
        assertThat(requireNonNull(reader.next()).body()).asString().isEqualTo("aa");
        assertThat(reader.next()).isNull();
    }

    private static void read(String beginning, String repeated) throws IOException {
        reader(new SequenceInputStream(stream(beginning), endless(repeated))).next();
    }

    private static RequestReader reader(InputStream in) {
        return new RequestReader(in, new ServerOrigin("http/1.1", 1, 0, NEVER));
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(ISO_8859_1));
    }

    private static InputStream endless(String text) {
        return new InputStream() {
            private int at;

            @Override
            public int read() {
                return text.charAt(at++ % text.length());
            }
        };
    }
}
