package dev.rivulet.sse.parser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.SseException;
import dev.rivulet.sse.policy.Limits;
import java.util.Arrays;
import java.util.function.IntUnaryOperator;

/** Plays a stream to a parser in one way of the many, on a strict pool, and checks that nothing stays behind. */
final class Play {
    private final Recorder sink = new Recorder();
    private StrictPool pool = StrictPool.tight();
    private Limits limits = Limits.defaults();
    private IntUnaryOperator headroom = chunk -> -1;
    private boolean deliversUnfinished;
    private int worstHeld;

    /** What came of it. */
    record Outcome(Recorder sink, String lastEventId, int worstHeld) {
        java.util.List<Seen> seen() {
            return sink.seen;
        }
    }

    static Play a() {
        return new Play();
    }

    Play on(StrictPool other) {
        pool = other;
        return this;
    }

    Play limits(Limits other) {
        limits = other;
        return this;
    }

    Play withoutComments() {
        sink.wantsComments = false;
        return this;
    }

    /** Chunks are adopted, each with so many bytes of room in front; a chunk with a negative number is fed. */
    Play adopting(IntUnaryOperator headroomOfChunk) {
        headroom = headroomOfChunk;
        return this;
    }

    Play adopting(int bytesInFront) {
        return adopting(chunk -> bytesInFront);
    }

    Play pausingAt(java.util.function.IntPredicate n) {
        sink.pausesAt = n;
        return this;
    }

    Play throwingAt(java.util.function.IntPredicate n) {
        sink.throwsAt = n;
        return this;
    }

    Play throwingInOtherCallbacksToo() {
        sink.throwsInOtherCallbacksToo = true;
        return this;
    }

    Play deliveringUnfinished() {
        deliversUnfinished = true;
        return this;
    }

    /** The stream cut at these ascending offsets; the same offset twice gives an empty chunk. */
    Outcome cutAt(byte[] stream, int... offsets) {
        try (var parser = new EventStreamParser(sink, limits, pool)) {
            sink.lastEventId = parser::lastEventId;
            int from = 0;
            try {
                for (int chunk = 0; chunk <= offsets.length; chunk++) {
                    int to = chunk < offsets.length ? offsets[chunk] : stream.length;
                    give(parser, stream, from, to, headroom.applyAsInt(chunk));
                    worstHeld = Math.max(worstHeld, parser.heldBytes());
                    from = to;
                }
            } catch (SseException tooLarge) {
                assertThat(tooLarge.failure())
                        .isEqualTo(new Failure.LimitExceeded("Limits.eventBytes", limits.eventBytes()));
                sink.seen.add(new Seen.TooLarge());
                assertThat(parser.heldBytes())
                        .as("held by a parser that gave up")
                        .isZero();
                assertThat(pool.outstanding())
                        .as("lent to a parser that gave up")
                        .isZero();
            }
            if (deliversUnfinished) {
                parser.endDeliveringUnfinished();
            } else {
                parser.end();
            }
            assertThat(parser.heldBytes()).isZero();
            pool.assertSettled();
            return new Outcome(sink, parser.lastEventId(), worstHeld);
        }
    }

    Outcome whole(byte[] stream) {
        return cutAt(stream);
    }

    Outcome byteByByte(byte[] stream) {
        return inChunksOf(stream, 1);
    }

    /** Chunks of these sizes, over and over. */
    Outcome inChunksOf(byte[] stream, int... sizes) {
        return cutAt(stream, Chunks.offsets(stream.length, sizes));
    }

    private void give(EventStreamParser parser, byte[] stream, int from, int to, int room) {
        try {
            boolean goesOn;
            if (room < 0) {
                byte[] callers = Arrays.copyOfRange(stream, Math.max(0, from - 3), Math.min(stream.length, to + 5));
                byte[] before = callers.clone();
                int start = from - Math.max(0, from - 3);
                try {
                    goesOn = parser.feed(callers, start, start + to - from);
                } finally {
                    if (!Arrays.equals(callers, before)) {
                        throw new AssertionError("feed() wrote into the caller's array");
                    }
                    Arrays.fill(callers, (byte) '!'); // it is the caller's again
                }
            } else {
                byte[] owned = pool.acquire(room + to - from + room % 3);
                System.arraycopy(stream, from, owned, room, to - from);
                goesOn = parser.adopt(owned, room, room + to - from);
            }
            if (goesOn) {
                return;
            }
        } catch (Recorder.Interruption expected) {
            // continues below
        }
        while (true) {
            try {
                if (parser.resume()) {
                    return;
                }
            } catch (Recorder.Interruption expected) {
                // and again
            }
        }
    }
}
