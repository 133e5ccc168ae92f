package dev.rivulet.sse.tests.interop.contract;

import dev.rivulet.sse.testkit.Response;
import dev.rivulet.sse.testkit.ScriptedServer;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the suite's "linefeeds" check. */
class LineEndContractTest {
    /** With LF for the line end that is tried. */
    private record Sample(String text, List<String> events) {}

    private static final List<Sample> SAMPLES = List.of(
            new Sample("data: event 1\n\n", List.of("event 1")),
            new Sample("data: event 1\n\ndata: 2a\ndata: 2b\n\n", List.of("event 1", "2a\n2b")),
            new Sample("data:\ndata: line2\ndata: line3\n\n", List.of("\nline2\nline3")),
            new Sample("data: line1\ndata:\ndata: line3\n\n", List.of("line1\n\nline3")),
            new Sample("data: event 1\n\n\ndata: event 2\n\n", List.of("event 1", "event 2")),
            new Sample("data: event 1\n\n\n\ndata: event 2\n\n", List.of("event 1", "event 2")));

    @RegisterExtension
    final Harness harness = new Harness();

    @AutoClose
    private final ScriptedServer server = ScriptedServer.start();

    LineEndContractTest() throws Exception {}

    static Stream<Arguments> endsAndPieces() {
        return Stream.of("\n", "\r\n", "\r")
                .flatMap(end -> IntStream.of(1, 2, 1000).mapToObj(pieces -> Arguments.of(end, pieces)));
    }

    @ParameterizedTest
    @MethodSource("endsAndPieces")
    void each_line_end_separates_lines_and_events_in_chunks_of_any_size(String end, int pieces) throws Exception {
        for (Sample sample : SAMPLES) {
            server.respond(ParsingContractTest.inPieces(sample.text().replace("\n", end), pieces));
            HarnessStream stream = harness.open(server.uri("/"));
            for (String event : sample.events()) {
                stream.expectEvent(event);
            }
            stream.close();
        }
    }

    @Test
    void a_cr_at_the_end_of_a_chunk_belongs_to_the_lf_of_the_next() throws Exception {
        server.respond(Response.stream()
                .chunk("data: Hello\r")
                .chunk("\ndata: World\r")
                .chunk("\n\r\ndata: OK\r")
                .chunk("\n")
                .chunk("\r")
                .chunk("\n")
                .hang());
        HarnessStream stream = harness.open(server.uri("/"));

        stream.expectEvent("Hello\nWorld");
        stream.expectEvent("OK");
    }
}
