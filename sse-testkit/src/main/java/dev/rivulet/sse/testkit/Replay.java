package dev.rivulet.sse.testkit;

import static java.util.Objects.requireNonNull;

import dev.rivulet.sse.recording.Recording;
import java.util.List;

/**
 * The exchanges of a recording as responses of a {@link ScriptedServer}, so that a recording becomes a test in one line:
 *
 * <pre>{@code
 * server.respond(Replay.of(Recording.read(file)).responses());
 * }</pre>
 *
 * <p>Each exchange becomes a response, in the order in which the exchanges began: status, headers and body are those of the
 * recording, in the same pieces. An exchange that failed before its head ends without an answer, whatever the reason was;
 * one that failed later is cut there. One that the session gave up stays open for the client to give up as well, except
 * the last one of each session, which is cut.
 *
 * <p>What a recording does not have is not replayed: redacted headers are left out, and a redirect goes to the recorded
 * path on this server. The framing is the server's own.
 *
 * <p>Immutable: a method with an argument returns a changed copy.
 */
public final class Replay {
    private final Recording recording;
    private final double speed;
    private final int pieces;
    private final boolean cuts;

    private Replay(Recording recording, double speed, int pieces, boolean cuts) {
        this.recording = recording;
        this.speed = speed;
        this.pieces = pieces;
        this.cuts = cuts;
    }

    /** All exchanges of a recording, as fast as possible. Those of one session: {@link Recording#session}. */
    public static Replay of(Recording recording) {
        return new Replay(requireNonNull(recording, "recording"), Double.POSITIVE_INFINITY, Integer.MAX_VALUE, false);
    }

    /**
     * Takes the time that the recording took, or a part of it.
     *
     * @param times how many times as fast: 1 for the time that was recorded, {@link Double#POSITIVE_INFINITY} for none
     */
    public Replay speed(double times) {
        if (!(times > 0)) {
            throw new IllegalArgumentException("not a speed: " + times);
        }
        return new Replay(recording, times, pieces, cuts);
    }

    /** Divides the pieces of the bodies, which are then at most of this many bytes. */
    public Replay pieces(int bytes) {
        if (bytes < 1) {
            throw new IllegalArgumentException("not a number of bytes: " + bytes);
        }
        return new Replay(recording, speed, bytes, cuts);
    }

    /** Cuts the exchanges that the session gave up where it did so, for clients that would wait for ever. */
    public Replay cutWhereGivenUp() {
        return new Replay(recording, speed, pieces, true);
    }

    /** A response for each exchange. */
    public List<Response> responses() {
        return RecordedExchange.of(recording).stream().map(this::response).toList();
    }

    private Response response(RecordedExchange exchange) {
        var ending = exchange.ending(cuts);
        var body = new ReplayedBody(exchange, ending, speed, pieces);
        Response head = exchange.head() == null ? Response.noHead() : exchange.response();
        return exchange.head() == null
                ? head.then(body::playEnding)
                : head.beforeHead(body::awaitHead).then(body::play);
    }
}
