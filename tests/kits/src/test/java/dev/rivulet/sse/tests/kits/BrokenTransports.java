package dev.rivulet.sse.tests.kits;

import dev.rivulet.sse.http.Phase;
import dev.rivulet.sse.spi.Exchange;
import dev.rivulet.sse.spi.Feature;
import dev.rivulet.sse.spi.Features;
import dev.rivulet.sse.spi.Receiver;
import dev.rivulet.sse.spi.Transport;
import dev.rivulet.sse.spi.TransportRequest;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Breaks the rules of the transport as such: what it declares, opening, and closing. */
final class BrokenTransports {
    private static final int POOL = 50;

    private BrokenTransports() {}

    static Stream<Broken> all() {
        return Stream.of(
                new Broken(
                        "features_1",
                        "declares less when it is closed",
                        "after close",
                        Flaw.ofTransport(Shrinking::new)),
                new Broken(
                        "config_1_a_context",
                        "takes a context for TLS, which it cannot use",
                        "should have been refused",
                        Flaw.ofConfig(config -> config.sslContext(null)).notDeclaring(Feature.TLS)),
                new Broken(
                        "config_1_a_proxy",
                        "takes a proxy, which it cannot use",
                        "should have been refused",
                        Flaw.ofConfig(config -> config.proxySelector(null)).notDeclaring(Feature.PROXY)),
                new Broken(
                        "open_1",
                        "returns when the head is there",
                        "open should return at once",
                        Flaw.ofOpening(BrokenTransports::blocking)),
                new Broken(
                        "open_2_a_uri",
                        "throws for what it cannot ask",
                        "open threw",
                        Flaw.ofOpening(BrokenTransports::throwing)),
                new Broken(
                        "open_2_no_message",
                        "shows the query in a message",
                        "SECRET",
                        Flaw.ofExchange((request, to, line) -> new Passing(to, line) {
                            @Override
                            public void failed(Phase phase, Throwable cause) {
                                to.failed(phase, new IOException("cannot ask " + request.uri(), cause));
                            }
                        })),
                new Broken(
                        "open_3",
                        "sends a POST again",
                        "never sent again",
                        Flaw.ofOpening(BrokenTransports::insisting)),
                new Broken(
                        "open_4",
                        "has a pool of fifty connections",
                        "awaited in vain",
                        Flaw.ofOpenings(BrokenTransports::waiting)),
                new Broken(
                        "open_4",
                        "refuses what its pool of fifty cannot take",
                        "over too early.*the pool is full",
                        Flaw.ofOpenings(BrokenTransports::refusing)),
                new Broken(
                        "close_1",
                        "opens after close, and lets it fail",
                        "open after close",
                        Flaw.ofTransport(Failing::new)),
                new Broken(
                        "close_2",
                        "only lets none in",
                        "left after .* connections",
                        Flaw.ofTransport(inner -> new Failing(inner) {
                            @Override
                            public void close() {
                                closed = true;
                            }
                        })),
                new Broken("close_3_it_may", "cannot be closed twice", "once more", Flaw.ofTransport(ClosingOnce::new)),
                new Broken(
                        "close_4", "leaves a thread running", "broken-timer", Flaw.ofTransport(LeavingAThread::new)));
    }

    private static class Failing extends PassingTransport {
        volatile boolean closed;

        Failing(Transport inner) {
            super(inner);
        }

        @Override
        public Exchange open(TransportRequest request, Receiver to) {
            if (closed) {
                to.failed(Phase.CONNECT, new IOException("closed"));
                return new Line();
            }
            return inner.open(request, to);
        }

        @Override
        public void close() {
            closed = true;
            inner.close();
        }
    }

    private static final class Shrinking extends Failing {
        Shrinking(Transport inner) {
            super(inner);
        }

        @Override
        public Features features() {
            return closed ? Features.of("http/1.1") : inner.features();
        }
    }

    private static Exchange blocking(Transport inner, TransportRequest request, Receiver to) {
        var line = new Line();
        var head = new HeadLatch(to, line);
        line.is(inner.open(request, head));
        head.await();
        return line;
    }

    private static Exchange throwing(Transport inner, TransportRequest request, Receiver to) {
        if (!request.uri().getScheme().startsWith("http")) {
            throw new IllegalArgumentException("neither http nor https");
        }
        return inner.open(request, to);
    }

    private static Exchange insisting(Transport inner, TransportRequest request, Receiver to) {
        var current = new Line();
        current.is(inner.open(request, new Passing(to, current) {
            @Override
            public void failed(Phase phase, Throwable cause) {
                current.is(inner.open(request, to));
            }
        }));
        return current;
    }

    /** What finds no place in the pool waits, here for ever. */
    private static Flaw.Opening waiting() {
        return pooling(to -> {});
    }

    private static Flaw.Opening refusing() {
        return pooling(to -> to.failed(Phase.CONNECT, new IOException("the pool is full")));
    }

    private static Flaw.Opening pooling(Consumer<Receiver> full) {
        var taken = new AtomicInteger();
        return (inner, request, to) -> {
            if (taken.incrementAndGet() <= POOL) {
                return inner.open(request, to);
            }
            full.accept(to);
            return new Line();
        };
    }

    private static final class ClosingOnce extends Failing {
        ClosingOnce(Transport inner) {
            super(inner);
        }

        @Override
        public void close() {
            if (closed) {
                throw new IllegalStateException("closed already");
            }
            super.close();
        }
    }

    private static final class LeavingAThread extends PassingTransport {
        LeavingAThread(Transport inner) {
            super(inner);
            var thread = new Thread(
                    () -> {
                        try {
                            Thread.sleep(Kit.TOO_LATE.toMillis());
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                    },
                    "broken-timer");
            thread.setDaemon(true);
            thread.start();
        }
    }
}
