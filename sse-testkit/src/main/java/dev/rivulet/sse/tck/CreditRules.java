package dev.rivulet.sse.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rivulet.sse.testkit.Gate;
import dev.rivulet.sse.testkit.Response;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules of {@code Exchange}: credit. */
abstract class CreditRules extends Topic {
    /** More than the buffers between two sockets hold. */
    private static final int FLOOD_PARTS = 500;

    private static final int PART = 1 << 16;
    private static final int PACED = 2_500;
    private static final Duration STILL = Duration.ofMillis(50);
    private static final int OTHERS = 4;

    CreditRules(Subject subject) {
        super(subject);
    }

    @ParameterizedTest
    @EnumSource
    void credit_1_no_byte_comes_without_credit(Lane lane) {
        TckFixture stage = stage(lane, Response.stream().chunk("data: a\n\n").chunk("data: b\n\n"));
        Recording recording = stage.get();
        recording.awaitHead();
        recording.assertSilent();
        assertTrue(recording.bodyLength() <= stage.features.overrunBytes());
    }

    @ParameterizedTest
    @EnumSource
    void credit_1_none_comes_after_a_burst_either(Lane lane) {
        var second = new Gate();
        var third = new Gate();
        TckFixture stage = stage(
                lane,
                Response.stream()
                        .chunk("a")
                        .await(second)
                        .chunk("b")
                        .await(third)
                        .hang());
        Recording recording = stage.get();
        assertEquals("a", recording.readBytes(1));
        second.open();
        third.awaitReached();
        recording.assertSilent();
        assertTrue(recording.bodyLength() <= 1 + stage.features.overrunBytes());
        assertEquals("ab", recording.readBytes(2));
    }

    @ParameterizedTest
    @EnumSource
    void credit_2_several_reads_are_one_while_the_burst_has_not_ended(Lane lane) {
        var second = new Gate();
        var third = new Gate();
        Recording recording = stage(
                        lane,
                        Response.stream()
                                .await(second)
                                .chunk("a")
                                .await(third)
                                .chunk("b")
                                .hang())
                .get();
        recording.awaitHead();
        recording.read();
        recording.read();
        recording.read();
        second.open();
        third.awaitReached();
        recording.awaitBurst(1);
        third.open();
        recording.assertSilent();
        assertEquals(1, recording.count("burstEnd"));
    }

    @ParameterizedTest
    @EnumSource
    void credit_3_a_read_before_the_head_is_kept_and_not_doubled(Lane lane) {
        var head = new Gate();
        var body = new Gate();
        Recording recording = stage(
                        lane,
                        Response.stream()
                                .headAfter(head)
                                .chunk("a")
                                .await(body)
                                .chunk("b")
                                .hang())
                .get();
        recording.read();
        recording.read();
        head.open();
        body.awaitReached();
        recording.awaitBurst(1);
        body.open();
        recording.assertSilent();
        assertEquals(1, recording.count("burstEnd"));
        assertEquals("ab", recording.readBytes(2));
    }

    @ParameterizedTest
    @EnumSource
    void credit_4_a_read_inside_any_callback_counts(Lane lane) {
        for (String callback : new String[] {"head", "burstEnd"}) {
            TckFixture stage = stage(lane, Response.stream().repeat(500, "0123456789"));
            Recording recording = stage.recording();
            stage.get(recording.inside(callback, recording::read));
            recording.awaitHead();
            if (callback.equals("burstEnd")) {
                recording.read();
            } else {
                recording.awaitBurstOrOver(1); // all of it may have come in that one
                recording.readAll();
            }
            assertEquals("0123456789".repeat(500), recording.awaitEnd().body());
        }
    }

    @ParameterizedTest
    @EnumSource
    void credit_4_a_read_inside_bytes_does_nothing(Lane lane) {
        var more = new Gate();
        TckFixture stage =
                stage(lane, Response.stream().chunk("a").await(more).chunk("b").hang());
        Recording recording = stage.recording();
        stage.get(recording.inside("bytes", recording::read)).readBurst();
        more.open();
        recording.assertSilent();
        assertEquals(1, recording.count("burstEnd"));
    }

    @ParameterizedTest
    @EnumSource
    void credit_5_a_receiver_that_stops_reading_stops_the_server_and_loses_nothing(Lane lane) {
        List<Gate> marks = Stream.generate(Gate::new).limit(FLOOD_PARTS).toList();
        Response flood = Response.stream();
        for (Gate mark : marks) {
            mark.open();
            flood = flood.chunk(new byte[PART]).await(mark);
        }
        TckFixture stage = stage(lane, flood.chunk("z"));
        Recording recording = stage.get(stage.recording().countingOnly());
        recording.readBurst();
        assertTrue(partsWhenItStops(stage, marks) < FLOOD_PARTS, "the server should be held back, and could send all");
        recording.readAll().awaitEnd();
        assertEquals((long) FLOOD_PARTS * PART + 1, recording.bodyLength());
    }

    /**
     * How much the server could send by the time when it stands still: while others are answered, so that it is not the
     * machine that is slow.
     */
    private static long partsWhenItStops(TckFixture stage, List<Gate> marks) {
        long before;
        long now = -1;
        do {
            before = now;
            for (int i = 0; i < OTHERS; i++) {
                pause(STILL);
                stage.server.respond(Response.stream().chunk("a neighbour"));
                stage.get().readAll().awaitEnd();
            }
            now = marks.stream().filter(Gate::isReached).count();
        } while (now > before && now < marks.size());
        return now;
    }

    @ParameterizedTest
    @EnumSource
    @Tag(Count.TAG)
    void credit_6_thousands_of_bursts_lose_no_credit(Lane lane) {
        int wanted = lane == Lane.HTTP_1_1 ? Count.of(5_000, 40_000) : Count.of(1_000, 10_000);
        TckFixture stage = stage(lane);
        for (int bursts = 0; bursts < wanted; ) {
            bursts += pacedBursts(stage);
        }
        stage.server.respond(Response.stream().repeat(wanted, new byte[1_024]));
        Recording flood = stage.recording().countingOnly();
        stage.get(flood.inside("burstEnd", flood::read)).read();
        assertEquals(wanted * 1_024L, flood.awaitEnd().bodyLength());
    }

    private static int pacedBursts(TckFixture stage) {
        var body = new PacedBody(PACED);
        stage.server.respond(body.response());
        Recording recording = stage.recording().countingOnly();
        stage.get(recording.inside("burstEnd", () -> {
                    recording.read();
                    body.received(recording.bodyLength());
                }))
                .read();
        assertEquals(PACED, recording.awaitEnd().bodyLength());
        return recording.count("burstEnd");
    }

    @ParameterizedTest
    @EnumSource
    void credit_7_eight_threads_grant_at_once(Lane lane) {
        String body = String.join(
                "\n", IntStream.range(0, 20_000).mapToObj(Integer::toString).toList());
        Response response = Response.stream();
        for (int at = 0; at < body.length(); at += 1_000) {
            response = response.chunk(body.substring(at, Math.min(body.length(), at + 1_000)));
        }
        TckFixture stage = stage(lane, response);
        Recording recording = stage.get(stage.recording().withoutCreditCheck());
        recording.awaitHead();
        Eager.grant(8, recording, recording::awaitEnd);
        assertEquals(body, recording.body());
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 204, 304})
    void credit_8_a_response_without_a_body_ends_without_credit(int status) {
        for (Lane lane : Lane.values()) {
            if (lane.missingIn(features()) == null) {
                Recording recording = stage(lane, Response.status(status)).get().awaitEnd();
                assertEquals(List.of("head", "end"), recording.calls());
            }
        }
    }

    @Test
    void credit_8_a_chunked_body_of_no_bytes_needs_no_more_than_a_read() {
        Recording recording = stage(Lane.HTTP_1_1, Response.stream()).get();
        recording.awaitHead();
        recording.read();
        assertEquals(List.of("head", "end"), recording.awaitEnd().calls());
    }
}
