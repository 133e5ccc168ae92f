package dev.rivulet.sse.parser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.policy.Limits;
import dev.rivulet.sse.property.Inputs;
import dev.rivulet.sse.property.Property;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The parser says what the standard's text says, however a stream is cut and brought and whatever its sink does. */
class ParserPropertiesTest {
    @Test
    void agrees_with_the_standards_text_however_cut() {
        Property.check(1000, in -> {
            byte[] stream = stream(in);
            ReferenceAgreement.check(stream, cuts(in, stream), way(in));
        });
    }

    @Test
    void agrees_on_any_bytes() {
        Property.check(500, in -> {
            byte[] stream = in.note("stream", in.bytes(255));
            ReferenceAgreement.check(stream, cuts(in, stream), way(in));
        });
    }

    @Test
    void agrees_under_a_limit_that_fails() {
        Property.check(500, in -> agreesUnderALimit(in, false));
    }

    @Test
    void agrees_under_a_limit_that_skips() {
        Property.check(500, in -> agreesUnderALimit(in, true));
    }

    private static void agreesUnderALimit(Inputs in, boolean skips) {
        byte[] stream = stream(in);
        ReferenceAgreement.checkLimited(stream, cuts(in, stream), way(in), limit(in), skips);
    }

    /** What the sink got when it threw counts as delivered, in each of its callbacks. */
    @Test
    void a_sink_that_throws_in_any_callback_gets_everything_once() {
        Property.check(300, in -> {
            byte[] stream = stream(in);
            int[] cuts = cuts(in, stream);
            long throwing = in.note("throwing", in.anyLong());
            int headroom = in.note("headroom", in.between(-1, 30));
            var outcome = Play.a()
                    .throwingAt(n -> (throwing >>> n & 1) != 0)
                    .throwingInOtherCallbacksToo()
                    .adopting(headroom)
                    .cutAt(stream, cuts);
            assertThat(outcome.seen()).isEqualTo(ReferenceParser.parse(stream).seen());
        });
    }

    /** Nor on what is left unfinished, or on when a limit is found to be exceeded. */
    @Test
    void the_result_does_not_depend_on_the_cuts() {
        Property.check(500, in -> {
            byte[] stream = stream(in);
            int[] cuts = cuts(in, stream);
            boolean skips = in.note("skips", in.oneIn(2));
            var limits = Limits.defaults()
                    .eventBytes(limit(in))
                    .oversizedEvent(skips ? Limits.OversizedEvent.SKIP : Limits.OversizedEvent.FAIL);
            var whole = Play.a().limits(limits).whole(stream);
            for (var cut : List.of(
                    Play.a().limits(limits).cutAt(stream, cuts),
                    Play.a().limits(limits).adopting(3).cutAt(stream, cuts),
                    Play.a().limits(limits).byteByByte(stream))) {
                assertThat(cut.seen()).isEqualTo(whole.seen());
                assertThat(cut.sink().raw).isEqualTo(whole.sink().raw);
                assertThat(cut.lastEventId()).isEqualTo(whole.lastEventId());
            }
        });
    }

    @Test
    void a_stream_cut_anywhere_in_two_gives_the_same_events() {
        Property.check(500, in -> {
            byte[] stream = stream(in);
            var expected = ReferenceParser.parse(stream).seen();
            for (int place : Chunks.places(stream.length)) {
                assertThat(Play.a().adopting(place % 5 - 1).cutAt(stream, place).seen())
                        .isEqualTo(expected);
            }
        });
    }

    /** The two readings of the reference itself: decode, then cut; cut, then decode. */
    @Test
    void the_reference_agrees_with_itself() {
        Property.check(500, in -> {
            byte[] stream = stream(in);
            var decodedFirst = ReferenceParser.parse(stream);
            assertThat(ReferenceParser.parseLimited(stream, Integer.MAX_VALUE, false))
                    .isEqualTo(decodedFirst);
        });
    }

    private static byte[] stream(Inputs in) {
        return in.note("stream", Streams.any(in));
    }

    private static int[] cuts(Inputs in, byte[] stream) {
        return Chunks.any(in, stream.length);
    }

    private static long way(Inputs in) {
        return in.note("way", in.anyLong());
    }

    private static int limit(Inputs in) {
        return in.note("limit", in.between(1, 60));
    }
}
