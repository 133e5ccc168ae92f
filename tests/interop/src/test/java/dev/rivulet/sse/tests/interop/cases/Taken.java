package dev.rivulet.sse.tests.interop.cases;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rivulet.sse.http.Headers;
import dev.rivulet.sse.http.Phase;
import dev.rivulet.sse.http.ResponseHead;
import dev.rivulet.sse.spi.Exchange;
import dev.rivulet.sse.spi.Receiver;
import dev.rivulet.sse.spi.Transport;
import dev.rivulet.sse.spi.TransportRequest;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** An exchange without a session above it, whose credit the test grants. */
final class Taken implements Receiver {
    private final Exchange exchange;
    private final CompletableFuture<ResponseHead> head = new CompletableFuture<>();
    private final CompletableFuture<Void> over = new CompletableFuture<>();
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private final AtomicInteger inside = new AtomicInteger();
    private volatile boolean readsOn;

    private Taken(Transport transport, URI uri) {
        exchange = transport.open(
                new TransportRequest("GET", uri, Headers.none(), null, Duration.ofSeconds(60), 65_536), this);
    }

    static Taken get(Transport transport, URI uri) {
        return new Taken(transport, uri);
    }

    /** Grants a burst. */
    void read() {
        exchange.read();
    }

    void cancel() {
        exchange.cancel();
    }

    boolean isOver() {
        return over.isDone();
    }

    /** Reads until the end or a failure. */
    Taken readAll() {
        readsOn = true;
        read();
        return this;
    }

    Taken awaitHead() throws Exception {
        head.get(60, TimeUnit.SECONDS);
        return this;
    }

    /** The whole body, after its end. */
    String awaitBody() throws Exception {
        over.get(60, TimeUnit.SECONDS);
        return body.toString(UTF_8);
    }

    @Override
    public void head(ResponseHead came) {
        head.complete(came);
    }

    @Override
    public void bytes(ByteBuffer lent) {
        if (inside.getAndIncrement() > 0) {
            over.completeExceptionally(new AssertionError("two callbacks at a time"));
        }
        byte[] copy = new byte[lent.remaining()];
        lent.get(copy);
        body.writeBytes(copy);
        inside.decrementAndGet();
    }

    @Override
    public void burstEnd() {
        if (readsOn) {
            read();
        }
    }

    @Override
    public void end() {
        over.complete(null);
    }

    @Override
    public void failed(Phase phase, Throwable cause) {
        var failure = new AssertionError(phase + ": " + cause, cause);
        head.completeExceptionally(failure);
        over.completeExceptionally(failure);
    }
}
