package dev.rivulet.sse.jdkhttp;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.SseException;
import dev.rivulet.sse.http.Phase;
import dev.rivulet.sse.http.ResponseHead;
import dev.rivulet.sse.spi.Exchange;
import dev.rivulet.sse.spi.Receiver;
import dev.rivulet.sse.spi.TransportRequest;
import java.net.ProtocolException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
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
    private final Receiver receiver;
    private final Sending sending;
    private final Consumer<JdkExchange> whenOver;

    private final AtomicInteger signals = new AtomicInteger(); // more than 0 while a thread delivers
    private volatile @Nullable ResponseHead headToCome;
    private volatile boolean headCame; // written by the delivery, as the next two are
    private long lengthToCheck = Framing.ANY_LENGTH;
    private long received;
    private final AtomicReference<Callback> callback = new AtomicReference<>(Callback.NONE);
    private final AtomicBoolean over = new AtomicBoolean();
    private volatile boolean aborted;
    private final CompletableFuture<@Nullable Void> body = new CompletableFuture<>();
    private final BodyInflow inflow = new BodyInflow();
    private final Executor threads;

    private enum Callback {
        NONE,
        INSIDE,
        ABORT_AFTER
    }

    JdkExchange(
            TransportRequest request,
            Receiver receiver,
            Sending sending,
            Executor threads,
            Consumer<JdkExchange> whenOver) {
        this.request = request;
        this.receiver = receiver;
        this.sending = sending;
        this.threads = threads;
        this.whenOver = whenOver;
    }

    @Override
    public void read() {
        if (inflow.grant() && !over.get() && !isSeenByDelivery()) {
            threads.execute(this::deliver); // the application may grant on a thread that must not handle events
        }
    }

    /** Whether a delivery is under way, which then looks once more. */
    private boolean isSeenByDelivery() {
        return signals.getAndUpdate(count -> count == 0 ? 0 : count + 1) > 0;
    }

    /** The JDK holds a lock while it delivers: who cancels then leaves the rest to the thread that is inside. */
    @Override
    public void cancel() {
        if (finish() && !callback.compareAndSet(Callback.INSIDE, Callback.ABORT_AFTER)) {
            abort();
        }
    }

    @Override
    public HttpResponse.BodySubscriber<Void> apply(HttpResponse.ResponseInfo info) {
        ResponseHead head = JdkResponseHeads.of(info.statusCode(), info.headers(), info.version());
        Throwable fault = fault(head);
        if (fault == null) {
            head(head);
        } else {
            fail(Phase.HEAD, fault);
            abort();
        }
        return this;
    }

    private @Nullable Throwable fault(ResponseHead head) {
        return JdkResponseHeads.bytes(head) > request.headBytes()
                ? new SseException(new Failure.LimitExceeded("Limits.headBytes", request.headBytes()))
                : Framing.fault(head);
    }

    @Override
    public void onSubscribe(Flow.Subscription to) {
        inflow.subscribed(to);
        if (aborted) {
            to.cancel();
        }
    }

    @Override
    public void onNext(List<ByteBuffer> item) {
        inflow.came(item);
        deliver();
    }

    /**
     * Calls the receiver, on one thread at a time, which does for others what they bring meanwhile. None waits for another:
     * the JDK holds a lock while it brings an item, and to cancel takes that lock.
     */
    private void deliver() {
        if (signals.getAndIncrement() > 0) {
            return;
        }
        for (int seen = 1; seen > 0; seen = signals.addAndGet(-seen)) {
            callback.set(Callback.INSIDE);
            try {
                deliverWhatCame();
            } catch (Throwable thrown) { // out of memory, say
                abort(); // first, as the receiver may throw again
                failWith(Phase.BODY, thrown);
            }
            if (callback.getAndSet(Callback.NONE) == Callback.ABORT_AFTER) {
                abort();
            }
        }
    }

    /** As much as there is credit for. A grant inside a callback, or an item that comes when one is asked for, continues here. */
    private void deliverWhatCame() {
        deliverHead();
        for (var item = inflow.next(); item != null && !over.get(); item = inflow.next()) {
            burst(item);
        }
        Runnable end = over.get() ? null : inflow.dueEnd();
        if (end != null) {
            end.run();
        }
        if (over.get()) {
            inflow.drop();
        }
    }

    private void burst(List<ByteBuffer> first) {
        for (var item = first; item != null && !over.get(); item = inflow.next()) {
            deliver(item);
        }
        inflow.usedUp();
        if (!over.get()) {
            receiver.burstEnd();
        }
    }

    private void deliver(List<ByteBuffer> item) {
        for (ByteBuffer part : item) {
            if (over.get()) {
                return;
            }
            received += part.remaining();
            if (lengthToCheck >= 0 && received > lengthToCheck) {
                callback.set(Callback.ABORT_AFTER);
                broken("the body is longer than its Content-Length, " + lengthToCheck);
                return;
            }
            receiver.bytes(part);
        }
    }

    @Override
    public void onError(Throwable cause) {
        fail(Phase.BODY, JdkErrors.inBody(cause));
        body.complete(null);
    }

    @Override
    public void onComplete() {
        inflow.endWith(this::end);
        deliver();
        body.complete(null);
    }

    @Override
    @SuppressWarnings("NullAway") // a Void is always null
    public CompletionStage<Void> getBody() {
        return body;
    }

    private void head(ResponseHead head) {
        headToCome = head;
        deliver();
    }

    private void deliverHead() {
        ResponseHead head = headToCome;
        if (head != null && !over.get()) {
            headToCome = null;
            headCame = true;
            lengthToCheck = Framing.lengthToCheck(head, request.method());
            sending.opened(head.protocol());
            receiver.head(head);
        }
    }

    private void end() {
        if (lengthToCheck >= 0 && received < lengthToCheck) {
            broken("the body is shorter, " + received + " bytes, than its Content-Length, " + lengthToCheck);
        } else if (finish()) {
            receiver.end();
        }
    }

    void fail(Phase phase, Throwable cause) {
        failed(phase, cause, cause);
    }

    /**
     * The JDK's future failed.
     *
     * @param phase how far it had come, if no head has come
     * @param shown what is reported then
     */
    void failed(Phase phase, Throwable shown, Throwable cause) {
        if (!over.get()) {
            inflow.endWith(() -> failWith(headCame ? Phase.BODY : phase, headCame ? cause : shown));
            deliver();
        }
    }

    /** The JDK gives a proxy's refusal of a tunnel as a response without asking for a subscriber. */
    void answered(HttpResponse<Void> answer) {
        if (!headCame && !over.get()) {
            head(JdkResponseHeads.of(answer.statusCode(), answer.headers(), answer.version()));
            inflow.endWith(this::end);
            deliver();
        }
    }

    private void broken(String how) {
        failWith(Phase.BODY, new ProtocolException(how));
    }

    private void failWith(Phase phase, Throwable cause) {
        if (finish()) {
            receiver.failed(phase, cause);
        }
    }

    private boolean finish() {
        boolean first = over.compareAndSet(false, true);
        if (first) {
            whenOver.accept(this);
            sending.over();
        }
        return first;
    }

    /** Closes the connection or resets the stream, whatever the phase. What is not there yet looks for itself. */
    private void abort() {
        aborted = true;
        sending.abort();
        inflow.cancel();
        inflow.drop();
        body.complete(null);
    }
}
