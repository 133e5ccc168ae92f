package dev.rivulet.sse.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rivulet.sse.spi.Feature;
import dev.rivulet.sse.testkit.Gate;
import dev.rivulet.sse.testkit.Response;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rules of {@code Exchange}: cancelling. The server has to see it, which is what shows that it is real. */
abstract class CancelRules extends Topic {
    private static final int MOMENTS = 200;
    private static final int CANCEL = 8; // RFC 9113, 7

    CancelRules(Subject subject) {
        super(subject);
    }

    @Test
    void cancel_2_while_it_connects_nothing_stays_connected() {
        needsSilentConnections();
        Stage stage = stage(Lane.HTTP_1_1);
        stage.server.ignoreConnections();
        Recording recording = stage.get();
        recording.assertSilent();
        recording.cancel();
        stage.server.acceptConnections();
        recording.assertSilent();
        stage.server.awaitNoConnections();
        assertEquals(List.of(), recording.calls());
    }

    @Test
    void cancel_2_in_the_tls_handshake_the_connection_is_closed() {
        needs(Feature.TLS);
        needs(Feature.CLOSES_AT_ONCE);
        Stage stage = stage(Lane.HTTP_1_1, Response.onAccept().hang());
        Recording recording = stage.get(stage.uri("https://localhost"));
        stage.server.awaitConnections(1);
        recording.cancel();
        awaitClosed(stage);
        assertEquals(List.of(), recording.calls());
    }

    @Test
    void cancel_2_while_the_request_is_sent_the_connection_is_closed() {
        var gate = new Gate();
        Stage stage = stage(Lane.HTTP_1_1, Response.onAccept().await(gate));
        Recording recording = stage.post(new byte[64 << 20]);
        gate.awaitReached();
        recording.assertSilent();
        recording.cancel();
        gate.open();
        awaitClosed(stage);
        assertEquals(List.of(), stage.server.requests());
        assertEquals(List.of(), recording.calls());
    }

    @ParameterizedTest
    @EnumSource
    void cancel_2_before_the_head(Lane lane) {
        needs(Feature.CLOSES_AT_ONCE);
        Stage stage = stage(lane, Response.noAnswer());
        Recording recording = stage.get();
        stage.server.awaitRequests(1);
        isClosedAndSilent(stage, recording);
    }

    @ParameterizedTest
    @EnumSource
    void cancel_2_before_the_first_burst(Lane lane) {
        Stage stage = stage(lane, Response.stream().chunk("data: a\n\n").hang());
        needsToCloseWithoutCredit(stage);
        Recording recording = stage.get();
        recording.awaitHead();
        isClosedAndSilent(stage, recording);
    }

    @ParameterizedTest
    @EnumSource
    void cancel_2_between_bursts(Lane lane) {
        Stage stage = stage(lane, Response.stream().chunk("data: a\n\n").hang());
        needsToCloseWithoutCredit(stage);
        Recording recording = stage.get();
        recording.readBytes(9);
        isClosedAndSilent(stage, recording);
    }

    @ParameterizedTest
    @EnumSource
    void cancel_2_while_a_granted_burst_waits_for_bytes(Lane lane) {
        needs(Feature.CLOSES_AT_ONCE);
        Response chunked = Response.stream();
        Response measured = Response.status(200).header("Content-Length", "1000");
        for (Response framing : List.of(chunked, measured)) {
            Stage stage = stage(lane, framing.chunk("data: a\n\n").hang());
            Recording recording = stage.get();
            recording.readBytes(9);
            recording.read();
            recording.assertSilent();
            isClosedAndSilent(stage, recording);
        }
    }

    @ParameterizedTest
    @EnumSource
    void cancel_2_at_the_latest_with_the_next_bytes(Lane lane) {
        var more = new Gate();
        Stage stage = stage(
                lane,
                Response.stream().chunk("data: a\n\n").await(more).chunk("b").hang());
        Recording recording = stage.get();
        recording.readBytes(9);
        recording.read();
        recording.assertSilent();
        more.awaitReached();
        recording.cancel();
        more.open();
        stage.server.awaitReset(1);
    }

    @ParameterizedTest
    @EnumSource
    void cancel_2_while_the_server_is_held_back(Lane lane) {
        Stage stage = stage(lane, Response.stream().repeat(4_000, new byte[16_384]));
        Recording recording = stage.get(stage.recording().countingOnly());
        recording.readBurst();
        recording.assertSilent();
        isClosedAndSilent(stage, recording);
    }

    @Test
    void cancel_3_of_http2_the_stream_is_reset_and_the_others_go_on() {
        var gate = new Gate();
        Stage stage = stage(
                Lane.HTTP_2,
                Response.stream().chunk("a").hang(),
                Response.stream().chunk("b").await(gate).chunk("c"));
        Recording cancelled = stage.get();
        cancelled.readBytes(1);
        Recording other = stage.get();
        other.readBytes(1);
        cancelled.cancel();
        assertEquals(OptionalInt.of(CANCEL), stage.server.awaitReset(1));
        gate.open();
        assertEquals("bc", other.readAll().awaitEnd().body());
        assertEquals(1, stage.server.connections());
    }

    @ParameterizedTest
    @EnumSource
    void cancel_4_inside_every_callback(Lane lane) {
        for (String callback : new String[] {"head", "bytes", "burstEnd"}) {
            Stage stage = stage(lane, Response.stream().repeat(80, "x").hang());
            Recording recording = stage.recording();
            stage.get(recording.inside(callback, recording::cancel)).read();
            stage.server.awaitReset(1);
            recording.assertNoneBegan(recording.begun());
            assertEquals(1, recording.count(callback), "it was cancelled inside the first");
            assertEquals(callback, recording.calls().get(recording.calls().size() - 1));
        }
    }

    @ParameterizedTest
    @EnumSource
    void cancel_5_at_whatever_moment_no_connection_is_left(Lane lane) {
        needs(Feature.CLOSES_AT_ONCE);
        Stage stage = stage(lane);
        stage.server.otherwise(Response.stream().repeat(20, "data: x\n\n").hang());
        for (int i = 0; i < MOMENTS; i++) {
            Recording recording = stage.get();
            recording.read();
            LockSupport.parkNanos(ThreadLocalRandom.current().nextInt(1_500_000));
            recording.cancel();
            recording.cancel();
        }
        if (lane == Lane.HTTP_2) {
            int requests = stage.server.requests().size();
            IntStream.rangeClosed(1, requests).forEach(stage.server::awaitReset);
        } else {
            stage.server.awaitNoConnections();
        }
    }

    @ParameterizedTest
    @EnumSource
    void cancel_6_after_the_end_it_does_nothing(Lane lane) {
        Stage stage = stage(
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
    void cancel_1_no_callback_tells_of_it_nor_of_what_comes_later(Lane lane) {
        var more = new Gate();
        Stage stage =
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

    /** The one that may be under way when it comes may also be counted behind it. */
    @ParameterizedTest
    @EnumSource
    void cancel_1_of_a_flood_at_most_one_callback_is_under_way(Lane lane) {
        Stage stage = stage(lane);
        stage.server.otherwise(Response.stream().repeat(50_000, "data: x\n\n").hang());
        for (int i = 0; i < 20; i++) {
            Recording recording = stage.recording().countingOnly();
            stage.get(recording.inside("burstEnd", recording::read)).read();
            recording.awaitBurst(1);
            LockSupport.parkNanos(ThreadLocalRandom.current().nextInt(1_000_000));
            recording.cancel();
            long most = recording.begun() + 1;
            LockSupport.parkNanos(2_000_000);
            assertTrue(recording.begun() <= most, "callbacks began behind cancel()");
        }
    }

    /** A transport that reads on without credit waits for bytes all the time. */
    private void needsToCloseWithoutCredit(Stage stage) {
        if (stage.features.overrunBytes() > 0) {
            needs(Feature.CLOSES_AT_ONCE);
        }
    }

    private void isClosedAndSilent(Stage stage, Recording recording) {
        long before = recording.begun();
        recording.cancel();
        long begun = stage.features.overrunBytes() == 0 ? before : recording.begun();
        recording.cancel();
        recording.read();
        stage.server.awaitWithin(soon()).awaitReset(1);
        recording.assertNoneBegan(begun);
    }

    private void awaitClosed(Stage stage) {
        stage.server.awaitWithin(soon()).awaitDisconnect(1);
    }

    /** The rule says within a second. */
    private Duration soon() {
        return patience().dividedBy(5);
    }
}
