package dev.rivulet.sse.jdkhttp;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.SseException;
import dev.rivulet.sse.spi.Exchange;
import dev.rivulet.sse.spi.Phase;
import dev.rivulet.sse.spi.Receiver;
import dev.rivulet.sse.spi.ResponseHead;
import dev.rivulet.sse.spi.TransportRequest;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One exchange, in the JDK's terms the handler and the subscriber of the response's body.
 *
 * <p>The body's future is left open until the body is over: that keeps the response's future open, whose cancellation
 * closes the connection in every phase.
 */
final class JdkExchange implements Exchange, HttpResponse.BodyHandler<Void>, HttpResponse.BodySubscriber<Void> {
    private final TransportRequest request;
    private final SentBody requestBody;
    private final Receiver receiver;
    private final Consumer<JdkExchange> whenOver;
    private final FirstContacts.@Nullable Admission admission;

    private final Object turn = new Object(); // held while the receiver is called
    private boolean headCame; // by turn
    private final AtomicReference<Callback> callback = new AtomicReference<>(Callback.NONE);
    private final AtomicBoolean over = new AtomicBoolean();
    private volatile boolean aborted;
    private volatile @Nullable CompletableFuture<?> response;
    private final CompletableFuture<@Nullable Void> body = new CompletableFuture<>();

    private final BodyCredit credit = new BodyCredit();

    private enum Callback {
        NONE,
        INSIDE,
        ABORT_BEHIND
    }

    JdkExchange(
            TransportRequest request,
            Receiver receiver,
            FirstContacts.@Nullable Admission admission,
            Consumer<JdkExchange> whenOver) {
        this.request = request;
        this.requestBody = new SentBody(request.body(), admission == null ? () -> {} : admission::connected);
        this.receiver = receiver;
        this.admission = admission;
        this.whenOver = whenOver;
    }

    void begin(HttpClient client, Requests requests) {
        if (admission == null) {
            send(client, requests);
        } else {
            admission.begin(() -> send(client, requests));
        }
    }

    private void send(HttpClient client, Requests requests) {
        if (over.get()) {
            return;
        }
        try {
            HttpRequest toSend = requests.of(request, requestBody);
            CompletableFuture<HttpResponse<Void>> future = client.sendAsync(toSend, this);
            response = future;
            if (aborted) {
                abort();
            }
            var unused = future.whenComplete((answer, error) -> {
                if (error != null) {
                    fail(client, Faults.cause(error));
                    abort(); // the JDK leaves a connection open whose head it could not read
                } else {
                    answered(answer);
                }
            });
        } catch (IllegalArgumentException e) {
            fail(Phase.SEND, e);
        }
    }

    @Override
    public void read() {
        credit.grant();
    }

    /** The JDK holds a lock while it delivers: who cancels then leaves the rest to the thread that is inside. */
    @Override
    public void cancel() {
        if (finish() && !callback.compareAndSet(Callback.INSIDE, Callback.ABORT_BEHIND)) {
            abort();
        }
    }

    @Override
    public HttpResponse.BodySubscriber<Void> apply(HttpResponse.ResponseInfo info) {
        ResponseHead head = Heads.of(info.statusCode(), info.headers(), info.version());
        long bytes = Heads.bytes(head);
        if (bytes > request.headBytes()) {
            fail(Phase.HEAD, new SseException(new Failure.LimitExceeded("Limits.headBytes", request.headBytes())));
            abort();
        } else {
            head(head);
        }
        return this;
    }

    @Override
    public void onSubscribe(Flow.Subscription to) {
        credit.subscribed(to);
        if (aborted) {
            to.cancel();
        }
    }

    @Override
    public void onNext(List<ByteBuffer> burst) {
        synchronized (turn) {
            callback.set(Callback.INSIDE);
            deliver(burst);
            leave();
        }
    }

    private void deliver(List<ByteBuffer> burst) {
        for (ByteBuffer part : burst) {
            if (over.get()) {
                return;
            }
            receiver.bytes(part);
        }
        credit.usedUp();
        if (!over.get()) {
            receiver.burstEnd();
        }
    }

    private void leave() {
        if (callback.getAndSet(Callback.NONE) == Callback.ABORT_BEHIND) {
            abort();
        }
    }

    @Override
    public void onError(Throwable cause) {
        fail(Phase.BODY, cause);
        body.complete(null);
    }

    @Override
    public void onComplete() {
        end();
        body.complete(null);
    }

    @Override
    @SuppressWarnings("NullAway") // a Void is always null
    public CompletionStage<Void> getBody() {
        return body;
    }

    private void head(ResponseHead head) {
        synchronized (turn) {
            if (!over.get()) {
                headCame = true;
                if (admission != null) {
                    admission.opened(head.protocol());
                }
                callback.set(Callback.INSIDE);
                receiver.head(head);
                leave();
            }
        }
    }

    private void end() {
        synchronized (turn) {
            if (finish()) {
                receiver.end();
            }
        }
    }

    /** Who cancels is told so by the JDK on its own thread, and must not wait for the callback that holds the turn. */
    private void fail(Phase phase, Throwable cause) {
        if (over.get()) {
            return;
        }
        synchronized (turn) {
            if (finish()) {
                receiver.failed(phase, cause);
            }
        }
    }

    private void fail(HttpClient client, Throwable cause) {
        if (over.get()) {
            return;
        }
        synchronized (turn) {
            if (headCame) {
                fail(Phase.BODY, cause);
            } else {
                fail(Faults.phase(cause, client, request.uri(), requestBody.isSent()), Faults.told(cause));
            }
        }
    }

    /** The JDK gives a proxy's refusal of a tunnel as a response without asking for a subscriber. */
    private void answered(HttpResponse<Void> answer) {
        synchronized (turn) {
            if (!headCame && !over.get()) {
                head(Heads.of(answer.statusCode(), answer.headers(), answer.version()));
                end();
            }
        }
    }

    private boolean finish() {
        boolean first = over.compareAndSet(false, true);
        if (first) {
            whenOver.accept(this);
            if (admission != null) {
                admission.over();
            }
        }
        return first;
    }

    /** Closes the connection or resets the stream, whatever the phase. What is not there yet looks for itself. */
    private void abort() {
        aborted = true;
        CompletableFuture<?> future = response;
        if (future != null && !future.cancel(true)) {
            future.newIncompleteFuture().cancel(true); // reaches the JDK's exchange though the future is complete
        }
        credit.cancel();
        body.complete(null);
    }
}
