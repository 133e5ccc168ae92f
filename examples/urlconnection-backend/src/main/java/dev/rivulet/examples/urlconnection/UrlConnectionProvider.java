package dev.rivulet.examples.urlconnection;

import dev.rivulet.sse.spi.*;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLContext;

/**
 * A transport on {@link java.net.HttpURLConnection}, which blocks: each exchange has a thread of its own. All that is
 * about the library is in {@link Connection}; the rest would be the same for any other that blocks.
 */
public final class UrlConnectionProvider implements TransportProvider {
    @Override
    public String name() {
        return "urlconnection";
    }

    @Override
    public int priority() {
        return 1; // below ours, so that it is taken only by its name
    }

    @Override
    public Transport create(TransportConfig config) throws TransportUnavailableException {
        if (config.proxySelector() != null || config.proxyCredentials() != null) {
            throw new TransportUnavailableException("urlconnection takes no proxies; jdkhttp does"); // config-1
        }
        return new UrlTransport(config.sslContext());
    }

    private static final class UrlTransport implements Transport {
        private final SSLContext tls; // null for the JVM's own
        private final Set<UrlExchange> exchanges = ConcurrentHashMap.newKeySet();
        private boolean closed; // by this

        UrlTransport(SSLContext tls) {
            this.tls = tls;
        }

        @Override
        public synchronized Exchange open(TransportRequest request, Receiver to) {
            if (closed) {
                throw new IllegalStateException("the transport is closed");
            }
            var exchange = new UrlExchange(request, to);
            exchanges.add(exchange);
            exchange.begin();
            return exchange;
        }

        @Override
        public Features features() {
            Features all = Features.of("http/1.1").with(Feature.TLS, Feature.OBS_TEXT_IN_RESPONSES, Feature.TRAILERS);
            boolean since21 = Threads.CAN_BE_INTERRUPTED;
            return since21 ? all.with(Feature.CLOSES_AT_ONCE, Feature.INTERIM_RESPONSES) : all;
        }

        @Override
        public synchronized void close() {
            closed = true;
            exchanges.forEach(UrlExchange::cancel);
        }

        private final class UrlExchange implements Exchange, Runnable {
            private final Receiver to;
            private final Connection connection;
            private final Semaphore credit = new Semaphore(0);
            private final AtomicBoolean granted = new AtomicBoolean();
            private final AtomicBoolean over = new AtomicBoolean();
            private volatile boolean inside; // a callback
            private volatile boolean late; // with connecting
            private volatile Phase phase = Phase.SEND;
            private volatile Thread thread;

            UrlExchange(TransportRequest request, Receiver to) {
                this.to = to;
                this.connection = new Connection(request, tls);
            }

            synchronized void begin() {
                thread = Threads.start(this);
            }

            @Override
            public void read() {
                if (granted.compareAndSet(false, true)) { // credit-2: once, until the burst has ended
                    credit.release();
                }
            }

            @Override
            public void cancel() {
                if (!over.getAndSet(true) && !inside) { // cancel-1: a callback is left alone, and the last one
                    abort();
                }
            }

            /** Ends what the thread waits for. */
            private void abort() {
                thread.interrupt();
                if (!Threads.CAN_BE_INTERRUPTED && phase.compareTo(Phase.BODY) < 0) {
                    Threads.start(connection::close); // closing may block, and we must not
                }
            }

            @Override
            public void run() {
                try {
                    exchange();
                } catch (CancellationException | InterruptedException cancelled) {
                    // the receiver is not told
                } finally {
                    connection.close();
                    exchanges.remove(this);
                }
            }

            /** From top to bottom, as one writes it where blocking is allowed. thread-1 holds by itself. */
            private void exchange() throws InterruptedException {
                try {
                    connection.prepare();
                    enter(Phase.RESOLVE);
                    connection.resolve();
                    enter(Phase.CONNECT);
                    var limit = Scheduler.system().schedule(this::late, connection.timeout.toNanos());
                    try {
                        connection.connect();
                    } finally {
                        limit.cancel();
                    }
                    enter(Phase.SEND);
                    connection.send();
                    enter(Phase.HEAD);
                    ResponseHead head = connection.head();
                    tell(() -> to.head(head)); // head-1: without credit
                    enter(Phase.BODY);
                    body();
                    tell(to::end);
                } catch (IOException | RuntimeException e) {
                    Phase reached = phase == Phase.CONNECT && !late && connection.isInTls(e) ? Phase.TLS : phase;
                    Thread.interrupted(); // a late one is, and the receiver must not be
                    tell(() -> to.failed(reached, e));
                }
            }

            private void body() throws IOException, InterruptedException {
                byte[] buffer = new byte[16_384];
                while (!connection.isAtEnd()) { // end-2: without credit where it is known
                    credit.acquire();
                    int n = connection.read(buffer); // bytes-2: what is there, and not until the buffer is full
                    if (n < 0) {
                        return; // end-3: this ends the burst too
                    }
                    tell(() -> to.bytes(ByteBuffer.wrap(buffer, 0, n)));
                    granted.set(false); // credit-4: a read() inside burstEnd counts, one inside bytes does not
                    tell(to::burstEnd);
                }
            }

            private synchronized void enter(Phase next) throws IOException {
                check();
                if (late) {
                    throw new IOException("not connected within " + connection.timeout);
                }
                phase = next;
            }

            /** fail-3: neither of the JDK's time-outs covers a TLS handshake and nothing behind it. */
            private synchronized void late() {
                if (phase == Phase.CONNECT && !over.get()) {
                    late = true;
                    abort();
                }
            }

            /** Marks first and looks then, as cancel() does: so one of the two sees the other. */
            private void tell(Runnable callback) {
                inside = true;
                check();
                callback.run();
                inside = false;
                check();
            }

            private void check() {
                if (over.get()) {
                    throw new CancellationException();
                }
            }
        }
    }
}
