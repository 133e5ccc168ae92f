package dev.rivulet.sse.parser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.policy.Limits;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** The parser says what the standard's text says, however a stream is cut and brought and whatever its sink does. */
class ParserPropertiesTest {
    @Provide
    Arbitrary<byte[]> streams() {
        return Streams.any();
    }

    /** Chunk sizes, used over and over; zero is an empty chunk. */
    @Provide
    Arbitrary<List<Integer>> sizes() {
        return Arbitraries.integers()
                .between(0, 120)
                .list()
                .ofMinSize(1)
                .ofMaxSize(6)
                .filter(sizes -> sizes.stream().anyMatch(size -> size > 0));
    }

    @Property(tries = 1000)
    void agreesWithTheStandardsTextHoweverCut(
            @ForAll("streams") byte[] stream, @ForAll("sizes") List<Integer> sizes, @ForAll long way) {
        ReferenceAgreement.check(stream, cuts(stream, sizes), way);
    }

    @Property(tries = 500)
    void agreesOnAnyBytes(@ForAll byte[] stream, @ForAll("sizes") List<Integer> sizes, @ForAll long way) {
        ReferenceAgreement.check(stream, cuts(stream, sizes), way);
    }

    @Property(tries = 500)
    void agreesUnderALimitThatFails(
            @ForAll("streams") byte[] stream,
            @ForAll("sizes") List<Integer> sizes,
            @ForAll long way,
            @ForAll @IntRange(min = 1, max = 60) int limit) {
        ReferenceAgreement.checkLimited(stream, cuts(stream, sizes), way, limit, false);
    }

    @Property(tries = 500)
    void agreesUnderALimitThatSkips(
            @ForAll("streams") byte[] stream,
            @ForAll("sizes") List<Integer> sizes,
            @ForAll long way,
            @ForAll @IntRange(min = 1, max = 60) int limit) {
        ReferenceAgreement.checkLimited(stream, cuts(stream, sizes), way, limit, true);
    }

    /** What the sink was told when it threw counts as told, in each of its callbacks. */
    @Property(tries = 300)
    void aSinkThatThrowsInAnyCallbackIsToldEverythingOnce(
            @ForAll("streams") byte[] stream,
            @ForAll("sizes") List<Integer> sizes,
            @ForAll long throwing,
            @ForAll @IntRange(min = -1, max = 30) int headroom) {
        var outcome = Play.a()
                .throwingAt(n -> (throwing >>> n & 1) != 0)
                .throwingInOtherCallbacksToo()
                .adopting(headroom)
                .cutAt(stream, cuts(stream, sizes));
        assertThat(outcome.seen()).isEqualTo(ReferenceParser.parse(stream).seen());
    }

    /** Nor on what is left unfinished, or on when a limit is found to be exceeded. */
    @Property(tries = 500)
    void theResultDoesNotDependOnTheCuts(
            @ForAll("streams") byte[] stream,
            @ForAll("sizes") List<Integer> sizes,
            @ForAll @IntRange(min = 1, max = 60) int limit,
            @ForAll boolean skips) {
        var limits = Limits.defaults()
                .eventBytes(limit)
                .oversizedEvent(skips ? Limits.OversizedEvent.SKIP : Limits.OversizedEvent.FAIL);
        int[] cuts = cuts(stream, sizes);
        var whole = Play.a().limits(limits).whole(stream);
        for (var cut : List.of(
                Play.a().limits(limits).cutAt(stream, cuts),
                Play.a().limits(limits).adopting(3).cutAt(stream, cuts),
                Play.a().limits(limits).byteByByte(stream))) {
            assertThat(cut.seen()).isEqualTo(whole.seen());
            assertThat(cut.sink().raw).isEqualTo(whole.sink().raw);
            assertThat(cut.lastEventId()).isEqualTo(whole.lastEventId());
        }
    }

    @Property(tries = 500)
    void aStreamCutAnywhereInTwoGivesTheSameEvents(@ForAll("streams") byte[] stream) {
        var expected = ReferenceParser.parse(stream).seen();
        for (int place : Chunks.places(stream.length)) {
            assertThat(Play.a().adopting(place % 5 - 1).cutAt(stream, place).seen())
                    .isEqualTo(expected);
        }
    }

    /** The two readings of the reference itself: decode, then cut; cut, then decode. */
    @Property(tries = 500)
    void theReferenceAgreesWithItself(@ForAll("streams") byte[] stream) {
        var decodedFirst = ReferenceParser.parse(stream);
        assertThat(ReferenceParser.parseLimited(stream, Integer.MAX_VALUE, false))
                .isEqualTo(decodedFirst);
    }

    private static int[] cuts(byte[] stream, List<Integer> sizes) {
        return Chunks.offsets(
                stream.length, sizes.stream().mapToInt(Integer::intValue).toArray());
    }
}
