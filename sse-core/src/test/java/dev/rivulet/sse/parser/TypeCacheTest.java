package dev.rivulet.sse.parser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.property.Property;
import java.util.ArrayList;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class TypeCacheTest {
    @Test
    void theSameTypeIsTheSameString() {
        byte[] bytes = Streams.text("..content_block_delta..");
        String first = TypeCache.get(bytes, 2, 19);
        assertThat(first).isEqualTo("content_block_delta");
        assertThat(TypeCache.get(Streams.text("content_block_delta"), 0, 19)).isSameAs(first);
    }

    @Test
    void aLongTypeIsNotKept() {
        byte[] bytes = Streams.text("t".repeat(65));
        assertThat(TypeCache.get(bytes, 0, 65)).isEqualTo("t".repeat(65)).isNotSameAs(TypeCache.get(bytes, 0, 65));
    }

    @Test
    void whatIsKeptIsNotTheCallersArray() {
        byte[] bytes = Streams.text("kept-type");
        String type = TypeCache.get(bytes, 0, bytes.length);
        bytes[0] = '!';
        assertThat(TypeCache.get(Streams.text("kept-type"), 0, 9))
                .isEqualTo("kept-type")
                .isSameAs(type);
    }

    @Test
    void givesEveryTypeItsOwnString() {
        Property.check(1000, in -> {
            byte[] bytes = in.note("type", in.bytes(255));
            assertThat(TypeCache.get(bytes, 0, bytes.length)).isEqualTo(ReferenceUtf8.decode(bytes));
            assertThat(TypeCache.get(bytes, 0, bytes.length)).isEqualTo(ReferenceUtf8.decode(bytes));
        });
    }

    @Test
    void isRightUnderManyThreadsAndMoreTypesThanItHolds() throws Exception {
        var threads = Executors.newFixedThreadPool(4);
        try {
            var done = new ArrayList<Future<Void>>();
            for (int t = 0; t < 4; t++) {
                var random = new Random(t);
                Callable<Void> asking = () -> {
                    for (int i = 0; i < 50_000; i++) {
                        String type = "type-" + random.nextInt(2_000);
                        byte[] bytes = Streams.text(type);
                        if (!TypeCache.get(bytes, 0, bytes.length).equals(type)) {
                            throw new AssertionError(type);
                        }
                    }
                    return null;
                };
                done.add(threads.submit(asking));
            }
            for (var each : done) {
                each.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
