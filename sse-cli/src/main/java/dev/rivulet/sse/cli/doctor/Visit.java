package dev.rivulet.sse.cli.doctor;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.SessionState;
import dev.rivulet.sse.http.Headers;
import dev.rivulet.sse.http.ResponseHead;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was seen of one request, its redirects included. Times are nanoseconds since the request began.
 *
 * @param hops the responses, the last one that of the stream or of the failure
 * @param arrivals events and comments in their order, as many as are kept
 * @param pieces of the body of the stream, as they came off the connection
 * @param retries the milliseconds of the {@code retry} fields
 * @param closed how the session ended; null if the doctor stopped watching before that
 * @param endedAt when it ended, or when the doctor stopped
 */
record Visit(
        List<Hop> hops,
        List<Arrival> arrivals,
        List<Piece> pieces,
        List<Long> retries,
        long events,
        long comments,
        long bytes,
        SessionState.@Nullable Closed closed,
        long endedAt) {
    /** A response's head. */
    record Hop(long at, URI uri, ResponseHead head) {}

    /**
     * A part of the body.
     *
     * @param cutsLine whether it ends within a line
     */
    record Piece(long at, int bytes, boolean cutsLine) {}

    /** The head of the response that was not followed; null if none came. */
    @Nullable
    ResponseHead head() {
        return hops.isEmpty() ? null : hops.get(hops.size() - 1).head();
    }

    /** That head's headers; none if it did not come. */
    Headers headers() {
        ResponseHead head = head();
        return head == null ? Headers.none() : head.headers();
    }

    /** When that head came; when the visit ended if it did not. */
    long headAt() {
        return hops.isEmpty() ? endedAt : hops.get(hops.size() - 1).at();
    }

    /** Whether the response was a stream, however it ended. */
    boolean isStream() {
        ResponseHead head = head();
        Failure failure = failure();
        return head != null && head.status() == 200 && (failure == null || failure.response() == null);
    }

    /** What ended it; null if it ended normally, or the doctor stopped watching. */
    @Nullable
    Failure failure() {
        return closed == null ? null : closed.failure();
    }

    /** Whether the stream ended, by the server or on the way. */
    boolean isOver() {
        return closed != null;
    }

    /** The events among the arrivals. */
    List<Arrival> eventArrivals() {
        return arrivals.stream().filter(Arrival::isEvent).toList();
    }

    /** The events that have an id of their own which can be resumed after. */
    List<Arrival> identified() {
        return arrivals.stream().filter(Arrival::isIdentified).toList();
    }

    /** When the last byte of the stream came; when the head did if none came. */
    long lastByteAt() {
        return pieces.isEmpty() ? headAt() : pieces.get(pieces.size() - 1).at();
    }

    /** For how long no byte had come when the visit ended. */
    long finalSilence() {
        return endedAt - lastByteAt();
    }

    /** For how long the stream was open. */
    long openFor() {
        return endedAt - headAt();
    }

    /** The longest time between two pieces, the head counting as one, without the silence at the end. */
    long longestGap() {
        long longest = 0;
        long before = headAt();
        for (Piece piece : pieces) {
            longest = Math.max(longest, piece.at() - before);
            before = piece.at();
        }
        return longest;
    }
}
