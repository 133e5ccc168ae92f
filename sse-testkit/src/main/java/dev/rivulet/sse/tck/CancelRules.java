package dev.rivulet.sse.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rivulet.sse.spi.Feature;
import dev.rivulet.sse.testkit.Gate;
import dev.rivulet.sse.testkit.Response;
import java.util.OptionalInt;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rules of {@code Exchange}: cancelling, and what comes after it. */
abstract class CancelRules extends Topic {
    private static final int MOMENTS = Count.of(100, 200);
    private static final int FLOODS = 20;
    private static final int CANCEL = 8; // RFC 9113, 7

    CancelRules(Subject subject) {
        super(subject);
    }

    @ParameterizedTest
    @EnumSource(names = {"HTTP_2", "HTTP_3"})
    void cancel_3_of_a_shared_connection_the_stream_is_reset_and_the_others_continue(Lane lane) {
        var gate = new Gate();
        TckFixture stage = stage(
                lane,
                Response.stream().chunk("a").hang(),
                Response.stream().chunk("b").await(gate).chunk("c"));
        Recording cancelled = stage.get();
        cancelled.readBytes(1);
        Recording other = stage.get();
        other.readBytes(1);
        cancelled.cancel();
        OptionalInt code = stage.server.awaitReset(1); // of HTTP/3 it is not known
        assertEquals(lane == Lane.HTTP_2 ? OptionalInt.of(CANCEL) : code, code);
        gate.open();
        assertEquals("bc", other.readAll().awaitEnd().body());
        assertEquals(1, stage.server.connections());
    }

    @ParameterizedTest
    @EnumSource
    void cancel_4_inside_every_callback(Lane lane) {
        for (String callback : new String[] {"head", "bytes", "burstEnd"}) {
            TckFixture stage = stage(lane, manyPartsAtOnce(lane).hang());
            Recording recording = stage.recording();
            stage.get(recording.inside(callback, recording::cancel)).read();
            stage.server.awaitReset(1);
            recording.assertNoneBegan(recording.begun());
            assertEquals(1, recording.count(callback), "it was cancelled inside the first");
            assertEquals(callback, recording.calls().get(recording.calls().size() - 1));
        }
    }

    private static Response manyPartsAtOnce(Lane lane) {
        Response stream = Response.stream();
        return lane.isMultiplexed() ? stream.repeat(80, "xx") : stream.send("2\r\nxx\r\n".repeat(80));
    }

    @ParameterizedTest
    @EnumSource
    @Tag(Count.TAG)
    void cancel_5_at_whatever_moment_no_connection_is_left(Lane lane) {
        needs(Feature.CLOSES_AT_ONCE);
        TckFixture stage = stage(lane);
        stage.server.otherwise(Response.stream().repeat(20, "data: x\n\n").hang());
        for (int i = 0; i < MOMENTS; i++) {
            Recording recording = stage.get();
            recording.read();
            LockSupport.parkNanos(ThreadLocalRandom.current().nextInt(1_500_000));
            recording.cancel();
            recording.cancel();
        }
        if (lane.isMultiplexed()) {
            int requests = stage.server.requests().size();
            IntStream.rangeClosed(1, requests).forEach(stage.server::awaitReset);
        } else {
            stage.server.awaitNoConnections();
        }
    }

    @ParameterizedTest
    @EnumSource
    void cancel_6_after_the_end_it_does_nothing(Lane lane) {
        TckFixture stage = stage(
                lane,
                Response.stream().chunk("a"),
                Response.status(200).chunk("b"),
                Response.status(200).chunk("c"));
        Recording first = stage.get().readAll().awaitEnd();
        Recording second = stage.get();
        second.awaitHead();
        first.cancel();
        first.read();
        first.assertSilent();
        assertEquals("b", second.readAll().awaitEnd().body());
        assertEquals("c", stage.get().readAll().awaitEnd().body());
    }

    @ParameterizedTest
    @EnumSource
    void cancel_1_no_callback_reports_it_nor_what_comes_later(Lane lane) {
        var more = new Gate();
        TckFixture stage =
                stage(lane, Response.stream().chunk("data: a\n\n").await(more).chunk("b"));
        Recording recording = stage.get();
        recording.readBytes(9);
        recording.read();
        recording.assertSilent();
        long begun = recording.begun();
        recording.cancel();
        more.open();
        recording.assertNoneBegan(begun);
    }

    /** The one that may be under way when it comes may also be counted after it. */
    @ParameterizedTest
    @EnumSource
    void cancel_1_of_a_flood_at_most_one_callback_is_under_way(Lane lane) {
        TckFixture stage = stage(lane);
        stage.server.otherwise(Response.stream().repeat(Integer.MAX_VALUE, "data: x\n\n".repeat(100)));
        for (int i = 1; i <= FLOODS; i++) {
            Recording recording = stage.recording().countingOnly();
            stage.get(recording.inside("burstEnd", recording::read)).read();
            recording.awaitBurst(1);
            LockSupport.parkNanos(ThreadLocalRandom.current().nextInt(1_000_000));
            recording.cancel();
            long most = recording.begun() + 1;
            stage.server.awaitReset(i); // the flood would have lasted until then
            assertTrue(recording.begun() <= most, "callbacks began after cancel()");
        }
    }
}
