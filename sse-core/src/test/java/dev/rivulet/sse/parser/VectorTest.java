package dev.rivulet.sse.parser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The conformance vectors, on all faces (the {@link Recorder} holds Strings, bytes and bytes as received against each
 * other), fed and adopted.
 */
class VectorTest {
    static List<Vector> vectors() {
        return Vector.all();
    }

    @Test
    void all_vectors_are_there() {
        assertThat(vectors()).hasSizeGreaterThanOrEqualTo(131);
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void a_whole_stream_gives_the_events_of_its_vector(Vector vector) {
        check(vector, Play.a().whole(vector.stream()));
        check(vector, Play.a().on(StrictPool.roomy()).whole(vector.stream()));
        check(vector, Play.a().adopting(0).whole(vector.stream()));
        check(vector, Play.a().withoutComments().whole(vector.stream()));
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void a_stream_that_drips_byte_by_byte_gives_the_events_of_its_vector(Vector vector) {
        check(vector, Play.a().byteByByte(vector.stream()));
        check(vector, Play.a().withoutComments().byteByByte(vector.stream()));
        check(vector, Play.a().adopting(0).byteByByte(vector.stream()));
        if (vector.stream().length <= 4096) {
            check(vector, Play.a().adopting(100).byteByByte(vector.stream()));
            check(vector, Play.a().adopting(8192).byteByByte(vector.stream()));
        }
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void a_stream_cut_anywhere_gives_the_events_of_its_vector(Vector vector) {
        for (int place : Chunks.places(vector.stream().length)) {
            boolean isLong = vector.stream().length > 512;
            check(vector, Play.a().adopting(isLong ? place % 3 - 1 : -1).cutAt(vector.stream(), place));
            if (!isLong) {
                // Room in front for none, some, or all of what is unfinished.
                check(vector, Play.a().adopting(place % 16).cutAt(vector.stream(), place));
                check(vector, Play.a().withoutComments().adopting(place).cutAt(vector.stream(), place));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void the_reference_parser_gives_the_events_of_the_vector(Vector vector) {
        var result = ReferenceParser.parse(vector.stream());
        assertThat(result.events().stream().map(VectorTest::withoutHasId)).containsExactlyElementsOf(vector.events());
        assertThat(result.lastEventId()).isEqualTo(vector.lastEventId());
        assertThat(lastRetry(result.seen())).isEqualTo(vector.retryMillis());
    }

    private static void check(Vector vector, Play.Outcome outcome) {
        assertThat(outcome.sink().events().stream()
                        .map(VectorTest::withoutHasId)
                        .toList())
                .isEqualTo(vector.events());
        assertThat(outcome.lastEventId()).isEqualTo(vector.lastEventId());
        assertThat(lastRetry(outcome.seen())).isEqualTo(vector.retryMillis());
    }

    private static Seen.Event withoutHasId(Seen.Event event) {
        return Seen.event(event.type(), event.data(), event.id());
    }

    private static Long lastRetry(List<Seen> seen) {
        return seen.stream()
                .filter(Seen.Retry.class::isInstance)
                .map(retry -> ((Seen.Retry) retry).millis())
                .reduce((before, after) -> after)
                .orElse(null);
    }
}
