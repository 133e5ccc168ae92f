package dev.rivulet.sse.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.SseException;
import dev.rivulet.sse.http.Phase;
import dev.rivulet.sse.spi.Feature;
import dev.rivulet.sse.testkit.Gate;
import dev.rivulet.sse.testkit.Response;
import java.net.ProtocolException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Rules of HTTP/2 (RFC 9113) and, in the same way, of HTTP/3 (RFC 9114), for transports that declare them. */
abstract class Http2Rules extends Topic {
    private static final int NO_ERROR = 0;

    /** More than the windows of any client that a server would still call one. */
    private static final int MEGABYTES = Count.of(40, 64);

    Http2Rules(Subject subject) {
        super(subject);
    }

    private static Stream<Arguments> overEach(Function<Lane, Stream<?>> values) {
        return Stream.of(Lane.values())
                .filter(Lane::isMultiplexed)
                .flatMap(lane -> values.apply(lane).map(value -> Arguments.of(lane, value)));
    }

    static Stream<Arguments> numbers() {
        return overEach(lane -> Stream.of(1, 8));
    }

    static Stream<Arguments> refusals() {
        return overEach(lane -> Stream.of(true, false));
    }

    static Stream<Arguments> errors() {
        return overEach(lane -> lane.otherErrors().stream());
    }

    @ParameterizedTest
    @EnumSource(names = {"HTTP_2", "HTTP_3"})
    @Tag(Count.TAG)
    void h2_1_a_body_longer_than_all_windows_arrives_whole(Lane lane) {
        TckFixture stage = stage(lane, Response.stream().repeat(MEGABYTES, new byte[1 << 20]));
        Recording recording = stage.get(stage.recording().countingOnly());
        recording.readAll().awaitEnd();
        assertEquals((long) MEGABYTES << 20, recording.bodyLength());
    }

    @ParameterizedTest
    @MethodSource("numbers")
    @Tag(Count.TAG)
    void h2_2_streams_without_credit_hold_back_neither_neighbours_nor_the_next(Lane lane, int many) {
        if (many > 1) {
            needs(Feature.INDEPENDENT_STREAMS);
        }
        TckFixture stage = stage(lane);
        List<Recording> paused = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            stage.server.respond(Response.stream().repeat(MEGABYTES, new byte[1 << 20]));
            Recording recording = stage.get(stage.recording().countingOnly());
            recording.readBurst();
            paused.add(recording);
        }
        paused.get(many - 1).assertSilent();
        stage.server.respond(Response.stream().repeat(8, new byte[1 << 20]).chunk("end"));
        Recording neighbour = stage.get(stage.recording().countingOnly());
        neighbour.readAll().awaitEnd();
        assertEquals((8L << 20) + 3, neighbour.bodyLength());
        for (Recording each : paused) {
            long before = each.bodyLength();
            each.readBurst();
            assertNotEquals(before, each.bodyLength(), "a paused stream continues");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"HTTP_2", "HTTP_3"})
    void h2_3_after_goaway_the_stream_continues_and_the_next_gets_another_connection(Lane lane) {
        needs(Feature.GOAWAY);
        var gate = new Gate();
        TckFixture stage = stage(
                lane,
                Response.stream().goAwayAfter(NO_ERROR).chunk("a").await(gate).chunk("b"),
                Response.stream().chunk("c"));
        Recording first = stage.get();
        first.readBytes(1); // after GOAWAY, which has been read by then
        assertEquals("c", stage.get().readAll().awaitEnd().body());
        gate.open();
        assertEquals("ab", first.readAll().awaitEnd().body());
        assertEquals(2, stage.server.awaitRequest(2).connection());
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void h2_4_a_request_that_was_not_processed_may_be_sent_again(Lane lane, boolean refused) {
        if (!refused) {
            needs(Feature.GOAWAY);
        }
        Response answer = refused
                ? Response.noHead().resetStream(lane.refused())
                : Response.noHead().goAwayBefore(NO_ERROR).hang();
        TckFixture stage = stage(lane, answer);
        stage.server.otherwise(Response.status(200).chunk("again"));
        Recording recording = stage.post(new byte[3]);
        recording.awaitHeadOrOver();
        if (recording.isOver()) {
            var reported = assertInstanceOf(SseException.class, recording.cause(), recording::toString);
            assertInstanceOf(Failure.RequestNotProcessed.class, reported.failure());
        } else {
            assertEquals("again", recording.readAll().awaitEnd().body());
            assertEquals(2, stage.server.requests().size(), "it was sent once more");
        }
        assertEquals("again", stage.get().readAll().awaitEnd().body());
    }

    @ParameterizedTest
    @MethodSource("errors")
    void h2_5_any_other_reset_fails_where_it_comes(Lane lane, int errorCode) {
        var read = new Gate();
        var last = new Gate();
        TckFixture stage = stage(
                lane,
                Response.stream().chunk("x").await(last).chunk("y"),
                Response.noHead().resetStream(errorCode),
                Response.stream().chunk("a").await(read).resetStream(errorCode),
                Response.status(200).chunk("b"));
        Recording neighbour = stage.get();
        neighbour.readBytes(1);
        stage.post(new byte[0]).awaitFailed(Phase.HEAD);
        Recording body = stage.get();
        body.readBytes(1);
        read.open();
        body.readAll().awaitFailed(Phase.BODY);
        assertEquals("b", stage.get().readAll().awaitEnd().body());
        last.open();
        assertEquals("xy", neighbour.readAll().awaitEnd().body(), "the connection's other streams continue");
    }

    @ParameterizedTest
    @EnumSource(names = {"HTTP_2", "HTTP_3"})
    void h2_6_no_more_streams_are_open_than_the_server_allows(Lane lane) {
        TckFixture stage = stage(lane);
        stage.server.maxConcurrentStreams(2);
        stage.server.otherwise(Response.stream().chunk("a").hang());
        Recording warmUp = stage.get();
        warmUp.readBytes(1);
        List<Recording> more = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            more.add(stage.get());
        }
        more.forEach(Recording::read);
        stage.awaitStillness(); // what waits is right too
        for (Recording each : more) {
            if (each.phase() != null) {
                var reported = assertInstanceOf(SseException.class, each.cause(), each::toString);
                assertInstanceOf(Failure.RequestNotProcessed.class, reported.failure());
            }
        }
        stage.server.requests().stream()
                .mapToInt(request -> request.connection())
                .distinct()
                .forEach(connection -> isWithin(2, stage, connection));
    }

    static Stream<Arguments> ofAnotherLength() {
        return overEach(lane -> Stream.of(
                Response.status(200)
                        .header("Content-Length", "12")
                        .chunk("hello, ")
                        .chunk("world!"),
                Response.status(200).header("Content-Length", "12").chunk("hello"),
                Response.status(200)
                        .header("Content-Length", "12")
                        .chunk("hello")
                        .trailer("X-Sum", "1"),
                Response.status(200).header("Content-Length", "12").chunk(""),
                Response.status(200).header("Content-Length", "12")));
    }

    @ParameterizedTest
    @MethodSource("ofAnotherLength")
    void h2_7_a_body_of_another_length_than_its_head_says_fails_in_body(Lane lane, Response response) {
        TckFixture stage = stage(lane, response, Response.status(200).chunk("next"));
        Recording recording = stage.get().readAll();
        assertInstanceOf(ProtocolException.class, recording.awaitFailed(Phase.BODY), recording::toString);
        assertTrue("hello, world".startsWith(recording.body()), recording::body);
        assertEquals("next", stage.get().readAll().awaitEnd().body());
    }

    private static void isWithin(int allowed, TckFixture stage, int connection) {
        long open = stage.server.requests().stream()
                .filter(request -> request.connection() == connection)
                .count();
        assertEquals(true, open <= allowed, () -> open + " streams on connection " + connection);
    }
}
