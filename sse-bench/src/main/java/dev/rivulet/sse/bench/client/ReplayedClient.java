package dev.rivulet.sse.bench.client;

import dev.rivulet.sse.EventDecoder;
import dev.rivulet.sse.EventView;
import dev.rivulet.sse.SseClient;
import dev.rivulet.sse.SseEvent;
import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.SseStream;
import dev.rivulet.sse.SseSubscriber;
import dev.rivulet.sse.bench.Pass;
import dev.rivulet.sse.bench.Sink;
import dev.rivulet.sse.bench.Tally;
import dev.rivulet.sse.bench.Workload;
import dev.rivulet.sse.policy.Batching;
import dev.rivulet.sse.policy.Delivery;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Our client over a {@link Replay}. A pass is {@link ClientSetup#events()} events, all handled when it returns. One thread calls; where
 * the events are handled on another one, it plays the event loop meanwhile.
 */
public final class ReplayedClient implements Pass, AutoCloseable {
    /** Of a pass. */
    public static final int EVENTS = 8_000;

    private static final Batching BATCHES = Batching.of(250, Duration.ofMillis(10)); // a whole number of them is a pass
    private static final Object SEEN = new Object();

    private final int events;
    private final Replay replay;
    private final SseClient client;
    private final @Nullable ExecutorService executor;
    private final @Nullable Runnable takesNext;
    private Sink sink = new Tally();
    private long handled; // where the events are handled
    private long wanted;
    private volatile long done;
    private volatile @Nullable Thread caller;

    ReplayedClient(ClientSetup setup) {
        events = setup.events();
        replay = Replay.of(
                Workload.ofEvents(setup.workload(), Workload.SEED, events).wire(),
                events,
                setup.chunk(),
                setup.buffersABurst());
        client = setup.settings()
                .apply(SseClient.builder().transport(replay).bufferPool(setup.pool()))
                .build();
        executor = setup.way() == Way.EXECUTOR ? Executors.newSingleThreadExecutor() : null;
        SseRequest request = SseRequest.get(URI.create("http://localhost/"))
                .dedup(setup.dedup())
                .delivery(delivery(setup.way()));
        takesNext = switch (setup.face()) {
            case STRING -> strings(setup.way(), request);
            case VIEW -> decoded(setup.way(), request, this::see, seen -> handled());
            case TYPED -> decoded(setup.way(), request, Decoded::of, this::typed);
        };
        if (takesNext != null) {
            var loop = new Thread(this::replayOn, "replay");
            loop.setDaemon(true);
            loop.start();
        }
    }

    private Delivery delivery(Way way) {
        return way == Way.INLINE ? Delivery.inline() : executor == null ? Delivery.defaults() : Delivery.on(executor);
    }

    private @Nullable Runnable strings(Way way, SseRequest request) {
        if (way == Way.PULL) {
            return taking(client.stream(request), this::string);
        }
        if (way == Way.BATCHES) {
            client.subscribe(request, BATCHES, (List<SseEvent> batch) -> batch.forEach(this::string));
        } else {
            client.subscribe(request, this::string);
        }
        return null;
    }

    private <T> @Nullable Runnable decoded(Way way, SseRequest request, EventDecoder<T> decoder, Consumer<T> handler) {
        if (way == Way.PULL) {
            return taking(client.stream(request, decoder), handler);
        }
        if (way == Way.BATCHES) {
            client.subscribe(request, decoder, BATCHES, (List<T> batch) -> batch.forEach(handler));
        } else {
            SseSubscriber<T> subscriber = handler::accept;
            client.subscribe(request, decoder, subscriber);
        }
        return null;
    }

    private static <T> Runnable taking(SseStream<T> stream, Consumer<T> handler) {
        return () -> {
            T next = stream.next();
            if (next == null) {
                throw new IllegalStateException("the stream has ended");
            }
            handler.accept(next);
        };
    }

    private void string(SseEvent event) {
        sink.event(event.type(), event.data());
        handled();
    }

    private Object see(EventView view) {
        sink.bytes(view.array(), view.offset(), view.length());
        return SEEN;
    }

    private void typed(Decoded decoded) {
        sink.bytes(NONE, 0, 0);
        Tally.use(decoded);
        handled();
    }

    private static final byte[] NONE = {};

    private void handled() {
        if (++handled == wanted) {
            done = handled;
            LockSupport.unpark(caller);
        }
    }

    private void replayOn() {
        while (replay.pass()) {
            // until it is closed
        }
    }

    @Override
    public void run(Sink to) {
        sink = to;
        wanted += events;
        if (takesNext != null) {
            for (int i = 0; i < events; i++) {
                takesNext.run();
            }
            return;
        }
        caller = Thread.currentThread();
        replay.pass();
        while (done != wanted) {
            LockSupport.park(this);
        }
    }

    @Override
    public void close() {
        client.close();
        replay.close();
        if (executor != null) {
            executor.shutdown();
        }
    }
}
