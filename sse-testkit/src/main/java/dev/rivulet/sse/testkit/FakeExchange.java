package dev.rivulet.sse.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rivulet.sse.http.Headers;
import dev.rivulet.sse.http.Phase;
import dev.rivulet.sse.http.ResponseHead;
import dev.rivulet.sse.spi.Exchange;
import dev.rivulet.sse.spi.Features;
import dev.rivulet.sse.spi.Receiver;
import dev.rivulet.sse.spi.TransportRequest;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One exchange of a {@link FakeTransport}, as the server and the network see it. What is sent arrives in order: the head,
 * an end and a failure as soon as all before them has arrived, bytes only when a read is granted, one burst a grant.
 * After {@link #cancel()} nothing arrives. Methods return this exchange, so that an answer reads as a sentence.
 *
 * <p>It keeps the contract of {@link Receiver} (serial calls, credit, nothing after the end), and lends its
 * buffers for the call only: it overwrites them afterwards. Inside a callback, {@code read()} delivers what waits before it returns.
 */
public final class FakeExchange implements Exchange {
    private final TransportRequest request;
    private final Features features;

    /** Guards the fields below, never held while the receiver is called. */
    private final ReentrantLock lock = new ReentrantLock();

    /** Used by the one thread that delivers. */
    private final LentBytes lent = new LentBytes();

    private final Queue<Step> waiting = new ArrayDeque<>();
    private @Nullable Thread delivering;
    private @Nullable Consumer<FakeExchange> onRead;
    private long reads;
    private long bursts;
    private boolean credit;
    private boolean headSent;
    private boolean over;
    private volatile boolean cancelled;
    private volatile Receiver receiver;

    FakeExchange(TransportRequest request, Receiver receiver, Features features) {
        this.request = request;
        this.receiver = receiver;
        this.features = features;
    }

    /** What was asked for. */
    public TransportRequest request() {
        return request;
    }

    /** A header of the request; null where it has none of that name. */
    public @Nullable String header(String name) {
        return request.headers().first(name);
    }

    // --- the server's side

    /** Answers 200 with {@code text/event-stream}. */
    public FakeExchange open() {
        return head(200, Headers.none().add("Content-Type", "text/event-stream"));
    }

    /** Sends the head of the response. */
    public FakeExchange head(int status, Headers headers) {
        locked(() -> {
            if (headSent) {
                throw new IllegalStateException("the head has been sent");
            }
            headSent = true;
        });
        String protocol = features.protocols().isEmpty()
                ? "http/1.1"
                : features.protocols().iterator().next();
        ResponseHead made = new ResponseHead(status, headers, protocol);
        return then(new Step.Signal(to -> to.head(made), false));
    }

    /** Sends one burst of body, in these parts, as UTF-8: delivered when a read is granted. */
    public FakeExchange bytes(String... parts) {
        return bytes(Arrays.stream(parts).map(part -> part.getBytes(UTF_8)).toArray(byte[][]::new));
    }

    /** Sends one burst of body, in these parts: delivered when a read is granted. */
    public FakeExchange bytes(byte[]... parts) {
        return then(new Step.Burst(parts.clone(), true));
    }

    /**
     * Delivers a part of the granted burst now, and leaves the burst open: {@link #burstEnd()}, {@link #end()} or
     * {@link #failed} ends it.
     *
     * @throws AssertionError if no read is granted and the transport declares no overrun, or if bytes still wait
     */
    public FakeExchange part(String text) {
        return part(text.getBytes(UTF_8));
    }

    /** As {@link #part(String)}. */
    public FakeExchange part(byte[] bytes) {
        locked(() -> {
            if (!cancelled && !waiting.isEmpty()) {
                throw new AssertionError("earlier bytes still wait for a read");
            }
            if (!cancelled && !credit && features.overrunBytes() == 0) {
                throw new AssertionError("a byte would be delivered without credit");
            }
        });
        return then(new Step.Signal(to -> lent.to(to, bytes), false));
    }

    /** Ends the granted burst, after {@link #part} or with nothing in it. */
    public FakeExchange burstEnd() {
        locked(() -> {
            if (!cancelled && !credit) {
                throw new AssertionError("no burst is granted");
            }
        });
        return then(new Step.Burst(new byte[0][], true));
    }

    /** Completes the body. */
    public FakeExchange end() {
        return then(new Step.Signal(Receiver::end, true));
    }

    /** Fails the exchange, after what has been sent. */
    public FakeExchange failed(Phase phase, Throwable cause) {
        return then(new Step.Signal(to -> to.failed(phase, cause), true));
    }

    /** Runs a script inside each {@code read()} that grants a burst: for streams without end. */
    public FakeExchange onRead(Consumer<FakeExchange> script) {
        locked(() -> onRead = script);
        return this;
    }

    // --- what the test can see

    /** How many reads have granted a burst. */
    public long reads() {
        return locked(() -> reads);
    }

    /** How many granted bursts have ended. */
    public long bursts() {
        return locked(() -> bursts);
    }

    /** Whether a burst is granted and has not ended. */
    public boolean hasCredit() {
        return locked(() -> credit);
    }

    /** How much has been sent that waits for a read. */
    public int waiting() {
        return locked(waiting::size);
    }

    /** Whether it was given up. */
    public boolean isCancelled() {
        return cancelled;
    }

    /** Whether the end or the failure has arrived. */
    public boolean isOver() {
        return locked(() -> over);
    }

    // --- the client's side

    @Override
    public void read() {
        Consumer<FakeExchange> script = locked(() -> {
            if (credit || cancelled || over) {
                return null;
            }
            credit = true;
            reads++;
            return onRead == null ? exchange -> {} : onRead;
        });
        if (script != null) {
            script.accept(this);
            deliver();
        }
    }

    @Override
    public void cancel() {
        locked(() -> {
            cancelled = true;
            credit = false;
            waiting.clear();
            receiver = Ignoring.INSTANCE;
        });
    }

    @Override
    public String toString() {
        return request.method() + " " + request.uri() + (cancelled ? " cancelled" : over ? " over" : "");
    }

    private FakeExchange then(Step step) {
        locked(() -> {
            if (!cancelled && !over) {
                waiting.add(step);
            }
        });
        deliver();
        return this;
    }

    /** Delivers what may be: on one thread at a time, which takes on what others add meanwhile; nested inside itself. */
    private void deliver() {
        Thread me = Thread.currentThread();
        boolean outermost = locked(() -> delivering != me);
        try {
            for (Step step = take(me, outermost); step != null; step = take(me, outermost)) {
                step.deliver(this);
            }
        } catch (Throwable thrown) {
            locked(() -> delivering = outermost ? null : delivering);
            throw thrown;
        }
    }

    private @Nullable Step take(Thread me, boolean outermost) {
        return locked(() -> {
            if (delivering != null && delivering != me) {
                return null;
            }
            Step next = waiting.peek();
            if (next == null || over || (next instanceof Step.Burst && !credit)) {
                delivering = outermost ? null : delivering;
                return null;
            }
            delivering = me;
            over = next instanceof Step.Signal signal && signal.last();
            credit &= !over;
            return waiting.remove();
        });
    }

    private void endBurst() {
        boolean ends = locked(() -> {
            boolean granted = credit && !cancelled;
            credit = false;
            bursts += granted ? 1 : 0;
            return granted;
        });
        if (ends) {
            receiver.burstEnd();
        }
    }

    private void locked(Runnable work) {
        locked(() -> {
            work.run();
            return true;
        });
    }

    private <T extends @Nullable Object> T locked(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    /** Takes the receiver's place after {@link #cancel()}: nothing arrives, and what is cancelled can be collected. */
    private enum Ignoring implements Receiver {
        INSTANCE;

        @Override
        public void head(ResponseHead head) {}

        @Override
        public void bytes(ByteBuffer lent) {}

        @Override
        public void burstEnd() {}

        @Override
        public void end() {}

        @Override
        public void failed(Phase phase, Throwable cause) {}
    }

    /** Something that arrives. */
    private sealed interface Step {
        void deliver(FakeExchange exchange);

        /** Needs no credit. */
        record Signal(Consumer<Receiver> call, boolean last) implements Step {
            @Override
            public void deliver(FakeExchange exchange) {
                call.accept(exchange.receiver);
            }
        }

        /** Needs credit, and ends it. */
        record Burst(byte[][] parts, boolean ends) implements Step {
            @Override
            public void deliver(FakeExchange exchange) {
                for (byte[] part : parts) {
                    exchange.lent.to(exchange.receiver, part);
                }
                exchange.endBurst();
            }
        }
    }
}
