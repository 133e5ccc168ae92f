package dev.rivulet.sse.parser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.property.Property;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ByteTextTest {
    @Test
    void is_empty_at_first() {
        assertThat(new ByteText()).hasToString("");
        assertThat(new ByteText().length).isZero();
    }

    @Test
    void a_shorter_text_after_a_longer_one_has_nothing_of_it() {
        var text = new ByteText();
        for (String value :
                new String[] {"a long text, longer than sixteen", "x", "", "y", "a long text again, or longer"}) {
            byte[] bytes = Streams.text("<" + value + ">");
            text.set(bytes, 1, bytes.length - 2);
            assertThat(text).hasToString(value);
        }
    }

    @Test
    void the_array_is_used_again() {
        var text = new ByteText();
        text.set(Streams.text("0123456789"), 0, 10);
        byte[] array = text.bytes;
        text.set(Streams.text("abc"), 0, 3);
        assertThat(text.bytes).isSameAs(array);
    }

    @Test
    void keeps_no_reference_to_what_it_was_set_from() {
        var text = new ByteText();
        byte[] bytes = Streams.text("mine");
        text.set(bytes, 0, 4);
        Arrays.fill(bytes, (byte) '!');
        assertThat(text).hasToString("mine");
    }

    @Test
    void is_well_formed_whatever_it_is_set_to() {
        Property.check(500, in -> {
            byte[] first = in.note("first", in.bytes(255));
            byte[] second = in.note("second", in.bytes(255));
            var text = new ByteText();
            for (byte[] bytes : new byte[][] {first, second, first}) {
                text.set(bytes, 0, bytes.length);
                assertThat(text).hasToString(ReferenceUtf8.decode(bytes));
                assertThat(Arrays.copyOf(text.bytes, text.length)).isEqualTo(ReferenceUtf8.wellFormed(bytes));
            }
        });
    }

    @Test
    void raw_bytes_stay_as_they_are() {
        Property.check(200, in -> {
            byte[] bytes = in.note("bytes", in.bytes(255));
            var text = new ByteText();
            text.setRaw(bytes, 0, bytes.length);
            assertThat(Arrays.copyOf(text.bytes, text.length)).isEqualTo(bytes);
        });
    }
}
