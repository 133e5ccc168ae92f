package dev.rivulet.sse.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rivulet.sse.spi.Feature;
import dev.rivulet.sse.testkit.Gate;
import dev.rivulet.sse.testkit.Response;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rules of {@code Exchange}: cancelling closes the connection. The server has to see it, which is what shows that it is real. */
abstract class CancelledConnectionRules extends Topic {
    CancelledConnectionRules(Subject subject) {
        super(subject);
    }

    @Test
    void cancel_2_while_it_connects_nothing_stays_connected() {
        needsSilentConnections();
        TckFixture stage = stage(Lane.HTTP_1_1);
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
        TckFixture stage = stage(Lane.HTTP_1_1, Response.onAccept().hang());
        Recording recording = stage.get(stage.uri("https://localhost"));
        stage.server.awaitConnections(1);
        recording.cancel();
        awaitClosed(stage);
        assertEquals(List.of(), recording.calls());
    }

    @Test
    void cancel_2_while_the_request_is_sent_the_connection_is_closed() {
        var gate = new Gate();
        TckFixture stage = stage(Lane.HTTP_1_1, Response.onAccept().await(gate));
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
        TckFixture stage = stage(lane, Response.noAnswer());
        Recording recording = stage.get();
        stage.server.awaitRequests(1);
        isClosedAndSilent(stage, recording);
    }

    @ParameterizedTest
    @EnumSource
    void cancel_2_before_the_first_burst(Lane lane) {
        for (Response framing : framings()) {
            TckFixture stage = stage(lane, framing.chunk("data: a\n\n").hang());
            needsToCloseWithoutCredit(stage);
            Recording recording = stage.get();
            recording.awaitHead();
            isClosedAndSilent(stage, recording);
        }
    }

    @ParameterizedTest
    @EnumSource
    void cancel_2_between_bursts(Lane lane) {
        for (Response framing : framings()) {
            TckFixture stage = stage(lane, framing.chunk("data: a\n\n").hang());
            needsToCloseWithoutCredit(stage);
            Recording recording = stage.get();
            recording.readBytes(9);
            isClosedAndSilent(stage, recording);
        }
    }

    @ParameterizedTest
    @EnumSource
    void cancel_2_while_a_granted_burst_waits_for_bytes(Lane lane) {
        needs(Feature.CLOSES_AT_ONCE);
        Response chunked = Response.stream();
        Response measured = Response.status(200).header("Content-Length", "1000");
        for (Response framing : List.of(chunked, measured)) {
            TckFixture stage = stage(lane, framing.chunk("data: a\n\n").hang());
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
        TckFixture stage = stage(
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
        TckFixture stage = stage(lane, Response.stream().repeat(4_000, new byte[16_384]));
        Recording recording = stage.get(stage.recording().countingOnly());
        recording.readBurst();
        recording.assertSilent();
        isClosedAndSilent(stage, recording);
    }

    /** A transport that reads on without credit waits for bytes all the time. */
    private void needsToCloseWithoutCredit(TckFixture stage) {
        if (stage.features.overrunBytes() > 0) {
            needs(Feature.CLOSES_AT_ONCE);
        }
    }

    private void isClosedAndSilent(TckFixture stage, Recording recording) {
        long before = recording.begun();
        recording.cancel();
        long begun = stage.features.overrunBytes() == 0 ? before : recording.begun();
        recording.cancel();
        recording.read();
        stage.server.awaitWithin(soon()).awaitReset(1);
        recording.assertNoneBegan(begun);
    }

    private void awaitClosed(TckFixture stage) {
        stage.server.awaitWithin(soon()).awaitDisconnect(1);
    }

    /** The rule says within a second; a machine under load gets ten, with the default patience. */
    private Duration soon() {
        return patience().dividedBy(6);
    }

    /** A connection whose body has a length some libraries would rather use up than close. */
    private List<Response> framings() {
        Response chunked = Response.stream();
        return features().has(Feature.CLOSES_AT_ONCE)
                ? List.of(chunked, Response.status(200).header("Content-Length", "1000"))
                : List.of(chunked);
    }
}
