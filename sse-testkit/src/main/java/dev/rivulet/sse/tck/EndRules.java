package dev.rivulet.sse.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rivulet.sse.http.Phase;
import dev.rivulet.sse.testkit.Gate;
import dev.rivulet.sse.testkit.Response;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Rules of {@code Receiver}: the end. */
abstract class EndRules extends Topic {
    EndRules(Subject subject) {
        super(subject);
    }

    /** How a chunked body stays unfinished, after nine bytes of it. */
    enum Cut {
        BETWEEN_CHUNKS,
        IN_A_CHUNK,
        BEFORE_A_CHUNKS_END,
        IN_A_CHUNKS_HEAD,
        IN_THE_LAST_CHUNK,
        BROKEN_SIZE,
        BLANK_WITHIN_SIZE,
        NEGATIVE_SIZE;

        Response after(Response whole) {
            return switch (this) {
                case BETWEEN_CHUNKS -> whole.cut();
                case IN_A_CHUNK -> whole.send("20\r\n").cut();
                case BEFORE_A_CHUNKS_END -> whole.send("0").cut();
                case IN_A_CHUNKS_HEAD -> whole.send("2").cut();
                case IN_THE_LAST_CHUNK -> whole.send("0\r\n").cut();
                case BROKEN_SIZE -> whole.send("xyz\r\ndata\r\n").hang();
                case BLANK_WITHIN_SIZE ->
                    whole.send("2 6\r\n" + "x".repeat(0x26) + "\r\n").hang();
                case NEGATIVE_SIZE -> whole.send("-5\r\nabcde\r\n").hang();
            };
        }
    }

    static Stream<Response> shortOfTheirLength() {
        Response twenty = Response.status(200).header("Content-Length", "20").chunk("data: a\n\n");
        return Stream.of(twenty.cut(), twenty.chunk("0123456789").cut());
    }

    @ParameterizedTest
    @EnumSource
    void end_1_a_whole_body_ends_once_after_its_bytes(Lane lane) {
        Recording recording = stage(lane, Response.stream().chunk("abc")).get();
        recording.readAll().awaitEnd();
        recording.read();
        recording.assertSilent();
        assertEquals("abc", recording.body());
        assertEquals(1, recording.count("end"));
    }

    @Test
    void end_1_the_end_of_the_connection_ends_a_body_that_it_delimits() {
        Recording recording = stage(
                        Lane.HTTP_1_1, Response.status(200).closeDelimited().chunk("abc"))
                .get();
        assertEquals("abc", recording.readAll().awaitEnd().body());
    }

    @ParameterizedTest
    @EnumSource
    void end_2_a_response_without_a_body_ends(Lane lane) {
        for (int status : new int[] {200, 204, 304, 404}) {
            Recording recording = stage(lane, Response.status(status)).get().awaitEnd();
            assertEquals(List.of("head", "end"), recording.calls());
        }
    }

    @ParameterizedTest
    @EnumSource
    void end_2_so_does_the_answer_to_a_head_request(Lane lane) {
        TckFixture stage = stage(lane, Response.status(200).header("Content-Length", "10"));
        var request = TckFixture.request("HEAD", stage.uri(), dev.rivulet.sse.http.Headers.none(), null);
        assertEquals(
                List.of("head", "end"), stage.open(request).readAll().awaitEnd().calls());
    }

    @ParameterizedTest
    @EnumSource
    void end_3_the_end_ends_a_granted_burst(Lane lane) {
        var end = new Gate();
        Recording recording =
                stage(lane, Response.stream().chunk("a").await(end)).get();
        recording.readBytes(1);
        recording.readBurst(end::open);
        isEndOfTheLastBurst("end", recording.readAll().awaitEnd());
    }

    @ParameterizedTest
    @EnumSource
    void end_3_so_does_a_failure(Lane lane) {
        var end = new Gate();
        Recording recording =
                stage(lane, Response.stream().chunk("a").await(end).cut()).get();
        recording.readBytes(1);
        recording.readBurst(end::open);
        recording.readAll().awaitFailed(Phase.BODY);
        isEndOfTheLastBurst("failed", recording);
    }

    private static void isEndOfTheLastBurst(String callback, Recording recording) {
        List<String> calls = recording.calls();
        assertEquals(callback, calls.get(calls.size() - 1));
        assertEquals(recording.granted() - 1, recording.count("burstEnd"), "bursts that ended in burstEnd " + calls);
    }

    @ParameterizedTest
    @EnumSource
    void end_4_a_chunked_body_that_is_cut_fails_after_its_bytes(Cut cut) {
        var read = new Gate();
        TckFixture stage = stage(
                Lane.HTTP_1_1, cut.after(Response.stream().chunk("data: a\n\n").await(read)));
        Recording recording = stage.get();
        recording.readBytes(9);
        read.open();
        recording.readAll().awaitFailed(Phase.BODY);
        assertEquals("data: a\n\n", recording.body());
        stage.server.awaitReset(1);
    }

    @ParameterizedTest
    @MethodSource("shortOfTheirLength")
    void end_4_a_body_shorter_than_its_length_fails_after_its_bytes(Response response) {
        Recording recording = stage(Lane.HTTP_1_1, response).get().readAll();
        recording.awaitFailed(Phase.BODY);
        assertEquals("data: a\n\n", recording.body().substring(0, 9));
    }

    @ParameterizedTest
    @EnumSource
    void end_4_a_connection_that_ends_or_is_reset_in_the_body_fails_it(Lane lane) {
        for (boolean reset : new boolean[] {false, true}) {
            var read = new Gate();
            Response response = Response.stream().chunk("data: a\n\n").await(read);
            Recording recording =
                    stage(lane, reset ? response.reset() : response.cut()).get();
            recording.readBytes(9);
            read.open();
            recording.readAll().awaitFailed(Phase.BODY);
            assertEquals("data: a\n\n", recording.body());
        }
    }

    @ParameterizedTest
    @EnumSource(
            names = {"HTTP_2", "HTTP_3"},
            mode = EnumSource.Mode.EXCLUDE)
    void end_5_what_came_before_the_cut_is_delivered_however_late_it_is_read(Lane lane) {
        TckFixture stage =
                stage(lane, Response.stream().repeat(30, "0123456789").cut());
        Recording recording = stage.get();
        recording.awaitHead();
        recording.assertSilent();
        recording.readAll().awaitFailed(Phase.BODY);
        assertEquals("0123456789".repeat(30), recording.body());
    }

    @ParameterizedTest
    @EnumSource
    void order_1_a_head_then_bursts_then_one_end(Lane lane) {
        var more = new Gate();
        Recording recording =
                stage(lane, Response.stream().chunk("a").await(more).chunk("b")).get();
        recording.readBytes(1);
        more.open();
        recording.readAll().awaitEnd();
        isInOrder("end", recording);
    }

    @ParameterizedTest
    @EnumSource
    void order_1_a_head_then_bursts_then_one_failure(Lane lane) {
        var more = new Gate();
        Recording recording =
                stage(lane, Response.stream().chunk("a").await(more).cut()).get();
        recording.readBytes(1);
        more.open();
        recording.readAll().awaitFailed(Phase.BODY);
        isInOrder("failed", recording);
    }

    private static void isInOrder(String end, Recording recording) {
        recording.assertNoneBegan(recording.begun());
        String calls = String.join(" ", recording.calls());
        assertTrue(calls.matches("head( bytes| burstEnd)* " + end), calls);
    }
}
