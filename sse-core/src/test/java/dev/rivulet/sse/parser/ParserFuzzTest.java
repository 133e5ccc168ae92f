package dev.rivulet.sse.parser;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * The parser and the framer against the reference, on bytes of a coverage-guided fuzzer.
 *
 * <p>With {@code -Pfull} this runs the corpus, {@code src/test/resources/dev/rivulet/sse/parser/ParserFuzzTestInputs}, once: the
 * vectors and what a fuzzer has found. As a fuzzer, one target at a time, for any time:
 *
 * <pre>{@code
 * JAZZER_FUZZ=1 JAZZER_MAX_DURATION=1h mvn -Pfull -pl sse-core test \
 *     -Dtest='ParserFuzzTest#the_parser_does_what_the_reference_does'
 * }</pre>
 *
 * <p>What it finds is written into a folder of the target's name beside the corpus, and so is a regression test from then
 * on; what it learns is kept in {@code sse-core/.cifuzz-corpus}, which is not committed. Without Jazzer, and so on any
 * platform: {@link RandomStreamsTest}.
 */
@Tag("full")
@EnabledIfSystemProperty(named = "rivulet.tests", matches = "full|rest", disabledReason = "left to -Pfull")
class ParserFuzzTest {
    /** The input's first bytes say how the rest is cut and brought, and under which limit. */
    private static final int HEADER = 5;

    @FuzzTest
    void the_parser_does_what_the_reference_does(byte[] input) {
        var header = Arrays.copyOf(input, HEADER);
        byte[] stream = stream(input);
        int[] cuts = cuts(header, stream.length);
        long way = Arrays.hashCode(header);
        ReferenceAgreement.check(stream, cuts, way);
        ReferenceAgreement.checkLimited(stream, cuts, way, limit(header), header[4] < 0);
    }

    @FuzzTest
    void the_frames_do_what_the_stream_does(byte[] input) {
        var header = Arrays.copyOf(input, HEADER);
        byte[] stream = stream(input);
        int[] cuts = cuts(header, stream.length);
        FramerAgreement.check(stream, cuts);
        FramerAgreement.checkLimited(stream, cuts, limit(header), header[4] < 0);
    }

    private static byte[] stream(byte[] input) {
        return input.length <= HEADER ? new byte[0] : Arrays.copyOfRange(input, HEADER, input.length);
    }

    private static int limit(byte[] header) {
        return 1 + (header[4] & 0x7F);
    }

    /** Chunks of the sizes of three bytes, over and over; three zeros leave the stream whole. */
    private static int[] cuts(byte[] header, int length) {
        int[] sizes = {header[0] & 0xFF, header[1] & 0xFF, header[2] & 0xFF};
        return Arrays.stream(sizes).sum() == 0 ? new int[0] : Chunks.offsets(length, sizes);
    }
}
