package dev.rivulet.examples.httpclient5;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.SseException;
import org.apache.hc.core5.http.protocol.HttpCoreContext;

/** head-6, also for a head that does not end: the library has one limit for all requests, and would keep all of it. */
final class HeadLimit {
    private final HttpCoreContext context; // it counts what has come on the connection
    private final int most;
    private long before; // bytes of interim responses

    HeadLimit(HttpCoreContext context, int most) {
        this.context = context;
        this.most = most;
    }

    /** The next head begins. */
    void restart() {
        before = context.getEndpointDetails().getReceivedBytesCount();
    }

    /** Whether this is too much while no head is whole. Twice the limit, as it counts the status line, and blanks. */
    boolean isFarExceeded() {
        return context.getEndpointDetails().getReceivedBytesCount() - before > 2L * most;
    }

    boolean isExceededBy(long lines) {
        return lines > most;
    }

    SseException failure() {
        return new SseException(new Failure.LimitExceeded("Limits.headBytes", most));
    }
}
