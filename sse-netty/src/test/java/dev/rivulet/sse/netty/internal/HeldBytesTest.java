package dev.rivulet.sse.netty.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What waits for credit takes little more than its bytes, in whatever parts it came. */
class HeldBytesTest {
    private final HeldBytes held = new HeldBytes(PooledByteBufAllocator.DEFAULT);

    private List<ByteBuf> taken() {
        List<ByteBuf> parts = new ArrayList<>();
        while (!held.isEmpty()) {
            parts.add(held.next());
        }
        return parts;
    }

    private static String text(List<ByteBuf> parts) {
        var text = new StringBuilder();
        parts.forEach(part -> text.append(part.toString(StandardCharsets.US_ASCII)));
        parts.forEach(ByteBuf::release);
        return text.toString();
    }

    @Test
    void a_million_bytes_that_came_one_by_one_are_a_few_buffers() {
        ByteBuf one = Unpooled.wrappedBuffer(new byte[] {'a'});
        for (int i = 0; i < 1 << 20; i++) {
            held.add(one, 1);
        }
        List<ByteBuf> parts = taken();
        assertThat(parts).hasSizeLessThan(32);
        assertThat(parts.stream().mapToLong(ByteBuf::capacity).sum()).isLessThan(3 << 19);
        assertThat(text(parts)).isEqualTo("a".repeat(1 << 20));
        assertThat(one.refCnt()).isEqualTo(1);
    }

    @Test
    void a_small_part_does_not_hold_the_buffer_that_it_came_in() {
        ByteBuf large = Unpooled.wrappedBuffer("data: a\n\n".repeat(30_000).getBytes(StandardCharsets.US_ASCII));
        held.add(large, 9);
        assertThat(large.refCnt()).isEqualTo(1);
        List<ByteBuf> parts = taken();
        assertThat(parts)
                .singleElement()
                .satisfies(part -> assertThat(part.capacity()).isEqualTo(256));
        assertThat(text(parts)).isEqualTo("data: a\n\n");
    }

    @Test
    void small_and_large_parts_stay_in_their_order() {
        String large = "b".repeat(64 << 10);
        for (String each : List.of("a", large, "c", "d".repeat(1_000), large, "e")) {
            ByteBuf part = Unpooled.wrappedBuffer(each.getBytes(StandardCharsets.US_ASCII));
            held.add(part, each.length());
            part.release();
        }
        assertThat(text(taken())).isEqualTo("a" + large + "c" + "d".repeat(1_000) + large + "e");
    }

    @Test
    void parts_are_added_while_others_are_taken() {
        ByteBuf part = Unpooled.wrappedBuffer(new byte[] {'a', 'b'});
        held.add(part, 2);
        List<ByteBuf> parts = new ArrayList<>(List.of(held.next()));
        held.add(part, 2);
        parts.addAll(taken());
        assertThat(text(parts)).isEqualTo("abab");
    }
}
