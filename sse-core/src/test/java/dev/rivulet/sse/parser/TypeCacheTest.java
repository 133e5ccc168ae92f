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
    void the_same_type_is_the_same_string() {
        byte[] bytes = Streams.text("..content_block_delta..");
        String first = TypeCache.get(bytes, 2, 19);
        assertThat(first).isEqualTo("content_block_delta");
        assertThat(TypeCache.get(Streams.text("content_block_delta"), 0, 19)).isSameAs(first);
    }

    @Test
    void a_long_type_is_not_kept() {
        byte[] bytes = Streams.text("t".repeat(65));
        assertThat(TypeCache.get(bytes, 0, 65)).isEqualTo("t".repeat(65)).isNotSameAs(TypeCache.get(bytes, 0, 65));
    }

    @Test
    void what_is_kept_is_not_the_callers_array() {
        byte[] bytes = Streams.text("kept-type");
        String type = TypeCache.get(bytes, 0, bytes.length);
        bytes[0] = '!';
        assertThat(TypeCache.get(Streams.text("kept-type"), 0, 9))
                .isEqualTo("kept-type")
                .isSameAs(type);
    }

    @Test
    void gives_every_type_its_own_string() {
        Property.check(1000, in -> {
            byte[] bytes = in.note("type", in.bytes(255));
            assertThat(TypeCache.get(bytes, 0, bytes.length)).isEqualTo(ReferenceUtf8.decode(bytes));
            assertThat(TypeCache.get(bytes, 0, bytes.length)).isEqualTo(ReferenceUtf8.decode(bytes));
        });
    }

    @Test
    void is_right_under_many_threads_and_more_types_than_it_holds() throws Exception {
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
