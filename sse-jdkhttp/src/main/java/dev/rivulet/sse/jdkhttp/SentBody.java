package dev.rivulet.sse.jdkhttp;

import java.net.http.HttpRequest;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** A request's body that knows whether all of it was taken, and, unless it is of a GET, when there is a connection for it. */
final class SentBody implements HttpRequest.BodyPublisher {
    private final HttpRequest.BodyPublisher bytes;
    private final Runnable whenConnected;
    private volatile boolean sent;

    SentBody(byte @Nullable [] body, Runnable whenConnected) {
        this.whenConnected = whenConnected;
        bytes = body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofByteArray(body);
        sent = body == null || body.length == 0;
    }

    boolean isSent() {
        return sent;
    }

    /** The JDK asks when it writes the request's head, which is when there is a connection. */
    @Override
    public long contentLength() {
        whenConnected.run();
        return bytes.contentLength();
    }

    @Override
    public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
        bytes.subscribe(new Flow.Subscriber<>() {
            private long left = bytes.contentLength();

            @Override
            public void onSubscribe(Flow.Subscription subscription) {
                subscriber.onSubscribe(subscription);
            }

            /** The JDK reports the last part when it has been written: the server may have answered by then. */
            @Override
            public void onNext(ByteBuffer part) {
                left -= part.remaining();
                sent = left <= 0;
                subscriber.onNext(part);
            }

            @Override
            public void onError(Throwable cause) {
                subscriber.onError(cause);
            }

            @Override
            public void onComplete() {
                sent = true;
                subscriber.onComplete();
            }
        });
    }
}
