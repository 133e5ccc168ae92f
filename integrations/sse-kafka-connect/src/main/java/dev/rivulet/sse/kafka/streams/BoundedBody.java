package dev.rivulet.sse.kafka.streams;

import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import org.jspecify.annotations.Nullable;

/** A response's body, of so many bytes at most. */
final class BoundedBody implements BodySubscriber<byte[]> {
    private final BodySubscriber<byte[]> all = BodySubscribers.ofByteArray();
    private final int largest;
    private long received;
    private boolean over;
    private @Nullable Subscription subscription;

    BoundedBody(int largest) {
        this.largest = largest;
    }

    @Override
    public CompletionStage<byte[]> getBody() {
        return all.getBody();
    }

    @Override
    public void onSubscribe(Subscription from) {
        subscription = from;
        all.onSubscribe(from);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        if (over) {
            return;
        }
        buffers.forEach(each -> received += each.remaining());
        if (received <= largest) {
            all.onNext(buffers);
            return;
        }
        over = true;
        if (subscription != null) {
            subscription.cancel();
        }
        all.onError(new IOException("the body has more than " + largest + " bytes"));
    }

    @Override
    public void onError(Throwable thrown) {
        if (!over) {
            all.onError(thrown);
        }
    }

    @Override
    public void onComplete() {
        if (!over) {
            all.onComplete();
        }
    }
}
