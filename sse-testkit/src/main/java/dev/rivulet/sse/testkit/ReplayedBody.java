package dev.rivulet.sse.testkit;

import dev.rivulet.sse.recording.Entry;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Sends the body of a recorded exchange.
 *
 * @param speed how many times as fast as recorded; infinite for no waiting
 * @param longest the longest piece, in bytes
 */
record ReplayedBody(RecordedExchange exchange, RecordedExchange.Ending ending, double speed, int longest) {
    /** Waits for as long as the head took. */
    boolean awaitHead(Wire wire) throws InterruptedException {
        Entry.Head head = exchange.head();
        await(System.nanoTime(), head == null ? Duration.ZERO : head.at().minus(exchange.began()));
        return true;
    }

    boolean play(Wire wire) throws IOException, InterruptedException {
        long start = System.nanoTime();
        Entry.Head head = exchange.head();
        Duration began = head == null ? exchange.began() : head.at();
        for (Entry.Bytes piece : exchange.body()) {
            await(start, piece.at().minus(began));
            if (!send(piece.bytes(), wire)) {
                return false;
            }
        }
        return end(wire, start, began);
    }

    /** Of an exchange without a head. */
    boolean playEnding(Wire wire) throws IOException, InterruptedException {
        return end(wire, System.nanoTime(), exchange.began());
    }

    private boolean send(byte[] piece, Wire wire) throws IOException, InterruptedException {
        if (piece.length <= longest) {
            return wire.body(piece);
        }
        for (int from = 0; from < piece.length; from += Math.min(longest, piece.length - from)) {
            if (!wire.body(Arrays.copyOfRange(piece, from, from + Math.min(longest, piece.length - from)))) {
                return false;
            }
        }
        return true;
    }

    private boolean end(Wire wire, long start, Duration began) throws IOException, InterruptedException {
        @Nullable Duration ended = exchange.ended();
        if (ended != null) {
            await(start, ended.minus(began));
        }
        return switch (ending) {
            case COMPLETE -> true;
            case CUT -> wire.fin();
            case OPEN -> wire.hang();
        };
    }

    /** Waits until so much of the recorded time is over. */
    private void await(long start, Duration recorded) throws InterruptedException {
        long due = (long) Math.max(0, TimeUnit.NANOSECONDS.convert(recorded) / speed); // 0 at infinite speed
        TimeUnit.NANOSECONDS.sleep(due - (System.nanoTime() - start)); // which does nothing if it is negative
    }
}
