package dev.rivulet.sse.netty;

import dev.rivulet.sse.http.Headers;
import dev.rivulet.sse.http.Phase;
import dev.rivulet.sse.http.ResponseHead;
import dev.rivulet.sse.spi.Exchange;
import dev.rivulet.sse.spi.Receiver;
import dev.rivulet.sse.spi.Transport;
import dev.rivulet.sse.spi.TransportRequest;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Takes all that comes, as fast as it comes, and counts bursts. */
final class CountingReceiver implements Receiver {
    private final CompletableFuture<Exchange> exchange = new CompletableFuture<>();
    int bursts;
    Runnable atBurst = () -> {};

    void open(Transport transport, URI uri) {
        exchange.complete(transport.open(
                new TransportRequest("GET", uri, Headers.none(), null, Duration.ofSeconds(60), 65_536), this));
        exchange.join().read();
    }

    @Override
    public void head(ResponseHead head) {}

    @Override
    public void bytes(ByteBuffer lent) {}

    @Override
    public void burstEnd() {
        bursts++;
        atBurst.run();
        exchange.join().read();
    }

    @Override
    public void end() {}

    @Override
    public void failed(Phase phase, Throwable cause) {}
}
