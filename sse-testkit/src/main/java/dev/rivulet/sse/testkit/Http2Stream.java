package dev.rivulet.sse.testkit;

import java.io.ByteArrayOutputStream;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;

/** A stream that a client has opened: its request as it comes, and which sides have ended. */
final class Http2Stream implements Leaving {
    private final int id;
    private final Http2Request request;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream(); // of the reader's thread
    private final CountDownLatch left = new CountDownLatch(1);
    private volatile boolean requestEnded;
    private volatile boolean responseEnded;
    private volatile OptionalInt code = OptionalInt.empty();

    Http2Stream(int id, Http2Request request) {
        this.id = id;
        this.request = request;
    }

    int id() {
        return id;
    }

    Http2Request request() {
        return request;
    }

    ByteArrayOutputStream body() {
        return body;
    }

    boolean isOpen() {
        return !isOver() && !(requestEnded && responseEnded);
    }

    /** Whether the client has sent the whole request. */
    boolean hasRequestEnded() {
        return requestEnded;
    }

    boolean hasResponseEnded() {
        return responseEnded;
    }

    void endRequest() {
        requestEnded = true;
    }

    void endResponse() {
        responseEnded = true;
    }

    /** The server has reset it. */
    void end() {
        requestEnded = true;
        responseEnded = true;
    }

    /** The client has reset it. */
    void leave(int errorCode) {
        code = OptionalInt.of(errorCode);
        left.countDown();
    }

    /** The connection is over. */
    void leave() {
        left.countDown();
    }

    void awaitLeaving() throws InterruptedException {
        left.await();
    }

    @Override
    public boolean isOver() {
        return left.getCount() == 0;
    }

    @Override
    public OptionalInt code() {
        return code;
    }
}
