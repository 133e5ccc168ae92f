package dev.rivulet.sse.bench.client;

import dev.rivulet.sse.http.Headers;
import dev.rivulet.sse.http.ResponseHead;
import dev.rivulet.sse.parser.EventFramer;
import dev.rivulet.sse.spi.Exchange;
import dev.rivulet.sse.spi.Features;
import dev.rivulet.sse.spi.Receiver;
import dev.rivulet.sse.spi.Transport;
import dev.rivulet.sse.spi.TransportRequest;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A transport without a network, with one exchange: the thread that calls {@link #pass()} is its event loop, and lends the
 * same buffers again and again, a burst for each credit.
 */
final class Replay implements Transport, Exchange {
    private final ByteBuffer[] buffers;
    private final int buffersABurst;
    private final CompletableFuture<Receiver> opened = new CompletableFuture<>();
    private volatile boolean credit;
    private volatile boolean over;
    private volatile @Nullable Thread loop;

    private Replay(List<byte[]> chunks, int buffersABurst) {
        this.buffers = chunks.stream().map(Replay::direct).toArray(ByteBuffer[]::new);
        this.buffersABurst = buffersABurst;
    }

    /**
     * The first events of a stream.
     *
     * @param chunk bytes of a buffer; 1 for a buffer an event
     * @param buffersABurst how many buffers come for one credit
     */
    static Replay of(byte[] wire, int events, int chunk, int buffersABurst) {
        List<byte[]> blocks = new ArrayList<>();
        try (var framer = new EventFramer((array, offset, length) -> {
            if (blocks.size() < events) {
                blocks.add(Arrays.copyOfRange(array, offset, offset + length));
            }
        })) {
            framer.feed(wire, 0, wire.length);
        }
        if (blocks.size() < events) {
            throw new IllegalArgumentException("only " + blocks.size() + " events, not " + events);
        }
        return new Replay(chunk == 1 ? blocks : cut(blocks, chunk), buffersABurst);
    }

    private static List<byte[]> cut(List<byte[]> blocks, int chunk) {
        var joined = new ByteArrayOutputStream();
        blocks.forEach(joined::writeBytes);
        byte[] all = joined.toByteArray();
        List<byte[]> chunks = new ArrayList<>();
        for (int from = 0; from < all.length; from += chunk) {
            chunks.add(Arrays.copyOfRange(all, from, Math.min(all.length, from + chunk)));
        }
        return chunks;
    }

    /** As an event loop has it. */
    private static ByteBuffer direct(byte[] bytes) {
        return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
    }

    @Override
    public Exchange open(TransportRequest request, Receiver to) {
        opened.complete(to);
        to.head(new ResponseHead(200, Headers.none().add("Content-Type", "text/event-stream"), "http/1.1"));
        return this;
    }

    /**
     * Lends all buffers once, and waits for credit before each burst; the first time, also until it is opened.
     *
     * @return false if the exchange has been cancelled
     */
    boolean pass() {
        Receiver to = opened.join();
        int inBurst = 0;
        for (int i = 0; i < buffers.length; i++) {
            if (inBurst == 0 && !awaitCredit()) {
                return false;
            }
            ByteBuffer lent = buffers[i];
            to.bytes(lent.position(0).limit(lent.capacity()));
            if (++inBurst == buffersABurst || i == buffers.length - 1) {
                inBurst = 0;
                to.burstEnd();
            }
        }
        return true;
    }

    private boolean awaitCredit() {
        if (!credit) {
            loop = Thread.currentThread();
            while (!credit && !over) {
                LockSupport.park(this);
            }
        }
        credit = false;
        return !over;
    }

    @Override
    public void read() {
        credit = true;
        LockSupport.unpark(loop);
    }

    @Override
    public void cancel() {
        over = true;
        LockSupport.unpark(loop);
    }

    @Override
    public Features features() {
        return Features.of("http/1.1");
    }

    @Override
    public void close() {
        cancel();
    }
}
