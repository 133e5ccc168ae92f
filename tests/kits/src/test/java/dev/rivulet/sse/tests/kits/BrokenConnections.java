package dev.rivulet.sse.tests.kits;

import dev.rivulet.sse.http.Phase;
import dev.rivulet.sse.http.ResponseHead;
import dev.rivulet.sse.spi.Exchange;
import dev.rivulet.sse.spi.Receiver;
import dev.rivulet.sse.spi.Transport;
import dev.rivulet.sse.spi.TransportRequest;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.Stream;

/** Breaks the rules of threads, and of which connection is used again. */
final class BrokenConnections {
    private BrokenConnections() {}

    static Stream<Broken> all() {
        return Stream.of(
                new Broken(
                        "reuse_1_bytes_after",
                        "takes bytes after a response for the next one's",
                        "expected: <b> but was: <poison>",
                        Flaw.ofTransport(OneConnection::new)),
                new Broken(
                        "reuse_1_not_where",
                        "uses a connection again that the server closes",
                        "should have ended normally",
                        Flaw.ofTransport(OneConnection::new)),
                new Broken(
                        "thread_1",
                        "delivers from two threads",
                        "thread-1: ",
                        Flaw.ofExchange((request, to, line) -> new TwoThreads(to, line))),
                new Broken(
                        "thread_2",
                        "has one lock for all callbacks and calls",
                        "should return at once",
                        Flaw.ofTransport(Locking::new)),
                new Broken(
                        "close_3_it_does_not_wait",
                        "waits for callbacks when it is closed",
                        "close should return at once",
                        Flaw.ofTransport(Locking::new)));
    }

    private static void inNewThread(Runnable task) {
        var thread = new Thread(task);
        thread.setDaemon(true);
        thread.start();
    }

    /** Halves the first parts, and has both halves reported at once. */
    private static final class TwoThreads extends Passing {
        private static final int MOST = 50;

        private final CyclicBarrier start = new CyclicBarrier(2);
        private int halved;

        TwoThreads(Receiver to, Exchange line) {
            super(to, line);
        }

        @Override
        public void bytes(ByteBuffer lent) {
            if (halved++ >= MOST) {
                to.bytes(lent);
                return;
            }
            ByteBuffer first = BrokenBodies.copy(lent);
            int half = first.limit() / 2;
            ByteBuffer second = first.duplicate().position(half);
            var other = CompletableFuture.runAsync(() -> tell(first.limit(half)), BrokenConnections::inNewThread);
            tell(second);
            other.join();
        }

        private void tell(ByteBuffer part) {
            try {
                start.await();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
            to.bytes(part);
        }
    }

    private static final class Locking extends PassingTransport {
        private final Object lock = new Object();

        Locking(Transport inner) {
            super(inner);
        }

        @Override
        public Exchange open(TransportRequest request, Receiver to) {
            var line = new Line();
            var locked = new Locked(to, line);
            synchronized (lock) {
                line.is(inner.open(request, locked));
            }
            return locked;
        }

        @Override
        public void close() {
            synchronized (lock) {
                inner.close();
            }
        }

        private final class Locked extends Passing {
            Locked(Receiver to, Exchange line) {
                super(to, line);
            }

            @Override
            public void read() {
                synchronized (lock) {
                    line.read();
                }
            }

            @Override
            public void cancel() {
                synchronized (lock) {
                    line.cancel();
                }
            }

            @Override
            public void head(ResponseHead head) {
                synchronized (lock) {
                    to.head(head);
                }
            }

            @Override
            public void bytes(ByteBuffer lent) {
                synchronized (lock) {
                    to.bytes(lent);
                }
            }

            @Override
            public void failed(Phase phase, Throwable cause) {
                synchronized (lock) {
                    to.failed(phase, cause);
                }
            }
        }
    }
}
