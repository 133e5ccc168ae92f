package dev.rivulet.sse.tests.kits;

import dev.rivulet.sse.spi.Exchange;
import java.util.concurrent.CompletableFuture;

/** An exchange that is not yet known: what is asked of it is passed on once it is, and then to the one known last. */
final class Line implements Exchange {
    private volatile CompletableFuture<Exchange> exchange = new CompletableFuture<>();

    void is(Exchange opened) {
        if (!exchange.complete(opened)) {
            exchange = CompletableFuture.completedFuture(opened);
        }
    }

    @Override
    public void read() {
        exchange.thenAccept(Exchange::read);
    }

    @Override
    public void cancel() {
        exchange.thenAccept(Exchange::cancel);
    }
}
