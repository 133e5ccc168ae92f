package dev.rivulet.sse.testkit;

import dev.rivulet.sse.spi.Exchange;
import dev.rivulet.sse.spi.Feature;
import dev.rivulet.sse.spi.Features;
import dev.rivulet.sse.spi.Receiver;
import dev.rivulet.sse.spi.Transport;
import dev.rivulet.sse.spi.TransportRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A transport without a network: the test plays the server. It records each exchange that is opened, and the test answers
 * through the {@link FakeExchange}.
 *
 * <pre>{@code
 * var transport = new FakeTransport();
 * var client = SseClient.builder().transport(transport).scheduler(time).build();
 * client.subscribe(SseRequest.get(uri), events::add);
 * transport.last().open().bytes("data: a\n\n");
 * }</pre>
 *
 * <p>With {@link #answering} a script plays the server. It runs inside {@link #open}, so what it sends arrives before
 * that returns, or, needing credit, inside {@code read()}: the hardest case for a receiver. Any thread may use it.
 */
public final class FakeTransport implements Transport {
    private final List<FakeExchange> exchanges = new ArrayList<>();
    private Consumer<FakeExchange> server = exchange -> {};
    private Features features = Features.of("http/1.1").add(Feature.OBS_TEXT, Feature.OBS_TEXT_IN_RESPONSES);
    private int kept = Integer.MAX_VALUE;
    private long opened;
    private boolean closed;

    /** No script: exchanges wait for the test to answer them. */
    public FakeTransport() {}

    /** Lets a script answer every further exchange, inside {@link #open}. */
    public synchronized FakeTransport answering(Consumer<FakeExchange> script) {
        server = script;
        return this;
    }

    /** What it declares of itself. By default: {@code http/1.1}, exact credit, obs-text in headers. */
    public synchronized FakeTransport withFeatures(Features declared) {
        features = declared;
        return this;
    }

    /** Remembers only the last exchanges, for scripts with a million of them. */
    public synchronized FakeTransport remembering(int exchangesKept) {
        kept = exchangesKept;
        return this;
    }

    @Override
    public Exchange open(TransportRequest request, Receiver to) {
        FakeExchange exchange;
        Consumer<FakeExchange> script;
        synchronized (this) {
            if (closed) {
                throw new IllegalStateException("the transport is closed");
            }
            exchange = new FakeExchange(request, to, features);
            if (exchanges.size() >= kept) {
                exchanges.remove(0);
            }
            exchanges.add(exchange);
            opened++;
            script = server;
        }
        script.accept(exchange);
        return exchange;
    }

    @Override
    public synchronized Features features() {
        return features;
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        exchanges().forEach(FakeExchange::cancel);
    }

    /** Whether it has been closed. */
    public synchronized boolean isClosed() {
        return closed;
    }

    /** How many exchanges have been opened. */
    public synchronized long opened() {
        return opened;
    }

    /** The exchanges so far, in order. */
    public synchronized List<FakeExchange> exchanges() {
        return List.copyOf(exchanges);
    }

    /** The requests so far, in order. */
    public synchronized List<TransportRequest> requests() {
        return exchanges.stream().map(FakeExchange::request).toList();
    }

    /**
     * The exchange that was opened last.
     *
     * @throws AssertionError if none has been opened
     */
    public synchronized FakeExchange last() {
        if (exchanges.isEmpty()) {
            throw new AssertionError("no exchange has been opened");
        }
        return exchanges.get(exchanges.size() - 1);
    }
}
