package dev.rivulet.sse.internal.coding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.rivulet.sse.http.Headers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** A coding is one class: a further one, in which each byte stands twice. */
class AnotherCodingTest {
    private static final ContentCodings CODINGS = ContentCodings.STANDARD.with("twice", Twice::new);

    private static final class Twice implements ContentDecoder {
        private byte[] input = {};
        private int at;
        private int end;
        private boolean second;

        @Override
        public void input(byte[] bytes, int from, int to) {
            input = bytes;
            at = from;
            end = to;
        }

        @Override
        public int decode(byte[] out, int offset, int length) {
            int count = 0;
            while (at < end && count < length) {
                if (second) {
                    out[offset + count++] = input[at];
                }
                second = !second;
                at++;
            }
            return count;
        }

        @Override
        public boolean isComplete() {
            return !second;
        }

        @Override
        public void close() {}
    }

    @Test
    void it_decodes_a_body_however_that_is_cut() {
        byte[] coded = "ddaattaa::  xx\n\n\n\n".getBytes(StandardCharsets.US_ASCII);
        for (int size = 1; size <= coded.length; size++) {
            try (ContentDecoder decoder = CODINGS.open("twice")) {
                assertThat(decoded(decoder, coded, size)).isEqualTo("data: x\n\n");
                assertThat(decoder.isComplete()).isTrue();
            }
        }
    }

    private static String decoded(ContentDecoder decoder, byte[] coded, int size) {
        var text = new StringBuilder();
        byte[] out = new byte[3];
        for (int from = 0; from < coded.length; from += size) {
            decoder.input(coded, from, Math.min(coded.length, from + size));
            int count = decode(decoder, out);
            while (count > 0) {
                text.append(new String(out, 0, count, StandardCharsets.US_ASCII));
                count = decode(decoder, out);
            }
        }
        return text.toString();
    }

    private static int decode(ContentDecoder decoder, byte[] out) {
        try {
            return decoder.decode(out, 0, out.length);
        } catch (java.util.zip.ZipException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void it_is_found_by_its_name_and_the_others_are_still_there() {
        assertThat(CODINGS.has("twice")).isTrue();
        assertThat(CODINGS.has("gzip")).isTrue();
        assertThat(ContentCodings.STANDARD.has("twice")).isFalse();
        assertThatIllegalArgumentException().isThrownBy(() -> ContentCodings.STANDARD.open("twice"));
        assertThat(ContentCodings.named(Headers.none().add("Content-Encoding", " Twice ")))
                .isEqualTo("twice");
    }
}
