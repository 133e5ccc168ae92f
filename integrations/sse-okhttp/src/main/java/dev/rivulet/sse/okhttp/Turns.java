package dev.rivulet.sse.okhttp;

import java.io.InterruptedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.HttpUrl;
import okhttp3.Protocol;

/**
 * Lets the calls to an origin take their connections one after the other where they may share one of HTTP/2. At once, each
 * would make a connection, and OkHttp would then close all except the first; and they would open more streams on a new one
 * than its server allows, before the server's settings have come.
 */
final class Turns {
    private static final int MOST_ORIGINS = 1_000;

    private final List<Protocol> protocols;
    private final Map<String, Queue> queues = new ConcurrentHashMap<>();

    /** @param protocols of the client */
    Turns(List<Protocol> protocols) {
        this.protocols = protocols;
    }

    /** Waits for this call's turn, if there are turns for this URL, and no longer than so many milliseconds. */
    Turn await(HttpUrl url, long most) throws InterruptedIOException {
        if (!protocols.contains(url.isHttps() ? Protocol.HTTP_2 : Protocol.H2_PRIOR_KNOWLEDGE)) {
            return Turn.none();
        }
        if (queues.size() > MOST_ORIGINS) {
            queues.clear(); // those that wait or have their turn keep their queue
        }
        return queues.computeIfAbsent(url.scheme() + "://" + url.host() + ":" + url.port(), origin -> new Queue())
                .await(most);
    }

    /** Of one origin. */
    static final class Queue {
        private final Semaphore turn = new Semaphore(1, true);
        private final AtomicInteger failures = new AtomicInteger();
        private volatile boolean isHttp1;

        /** All go at once if the origin does not speak HTTP/2, or if it could not be connected to meanwhile. */
        private Turn await(long most) throws InterruptedIOException {
            int before = failures.get();
            if (isHttp1) {
                return Turn.none();
            }
            try {
                if (!turn.tryAcquire(most, TimeUnit.MILLISECONDS)) {
                    return Turn.none();
                }
            } catch (InterruptedException e) {
                throw new InterruptedIOException("interrupted before it connected");
            }
            if (isHttp1 || failures.get() != before) {
                turn.release();
                return Turn.none();
            }
            return new Turn(this);
        }

        void next() {
            turn.release();
        }

        void failed() {
            failures.incrementAndGet();
        }

        void speaksHttp1() {
            isHttp1 = true;
        }
    }
}
