package dev.rivulet.sse.tests.kits;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.SseException;
import dev.rivulet.sse.http.Phase;
import dev.rivulet.sse.http.ResponseHead;
import dev.rivulet.sse.spi.Exchange;
import dev.rivulet.sse.spi.Feature;
import dev.rivulet.sse.spi.Receiver;
import dev.rivulet.sse.spi.TransportRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/** Breaks the rules of HTTP/2. */
final class BrokenHttp2 {
    private static final long WINDOW = 16L << 20;

    private BrokenHttp2() {}

    static Stream<Broken> all() {
        return Stream.of(
                new Broken(
                        "h2_1",
                        "opens its window once and never again",
                        "awaited in vain",
                        Flaw.ofExchange((request, to, line) -> new OneWindow(to, line))),
                new Broken(
                        "h2_2", "reads streams one after the other", "awaited in vain", Flaw.ofExchanges(InTurn::flaw)),
                new Broken(
                        "h2_3",
                        "lets no stream live after a GOAWAY",
                        "failed in BODY|over too early",
                        Flaw.ofExchanges(Leaving::flaw).declaring(Feature.GOAWAY)),
                new Broken(
                        "h2_4",
                        "does not say that a request was not processed, and does not send it again",
                        "SseException",
                        Flaw.ofExchange(Forsaking::new)),
                new Broken(
                        "h2_5",
                        "takes a reset for an end",
                        "expected: <HEAD> but was: <null>|expected: <BODY> but was: <null>",
                        Flaw.ofExchange((request, to, line) -> new EndingWell(to, line))),
                new Broken(
                        "h2_6",
                        "does not say that the server accepts no further streams",
                        "SseException",
                        Flaw.ofExchanges(Crowded::flaw)),
                new Broken(
                        "h2_7",
                        "does not count what it delivers",
                        "expected: <BODY> but was: <null>",
                        Flaw.ofExchange((request, to, line) -> new EndingWell(to, line))));
    }

    private static final class EndingWell extends Passing {
        EndingWell(Receiver to, Exchange line) {
            super(to, line);
        }

        @Override
        public void failed(Phase phase, Throwable cause) {
            to.end();
        }
    }

    private static class Vague extends Passing {
        Vague(Receiver to, Exchange line) {
            super(to, line);
        }

        @Override
        public void failed(Phase phase, Throwable cause) {
            boolean reported = cause instanceof SseException e && e.failure() instanceof Failure.RequestNotProcessed;
            to.failed(phase, reported ? new IOException("reset") : cause);
        }
    }

    /** Two exchanges find a place, and those that come later are given up without a word why. */
    private static final class Crowded extends Passing {
        private final boolean isTooMany;

        Crowded(boolean isTooMany, Receiver to, Exchange line) {
            super(to, line);
            this.isTooMany = isTooMany;
        }

        static Flaw.Exchanging flaw() {
            var opened = new AtomicInteger();
            return (request, to, line) -> new Crowded(opened.incrementAndGet() > 2, to, line);
        }

        @Override
        public void head(ResponseHead head) {
            if (isTooMany) {
                line.cancel();
                to.failed(Phase.HEAD, new IOException("too many streams"));
            } else {
                to.head(head);
            }
        }
    }

    /** Some releases of the JDK send the request again: what comes of that is given up too. */
    private static final class Forsaking extends Vague {
        private final boolean isPost;

        Forsaking(TransportRequest request, Receiver to, Exchange line) {
            super(to, line);
            isPost = request.method().equals("POST");
        }

        @Override
        public void head(ResponseHead head) {
            if (isPost) {
                line.cancel();
                to.failed(Phase.HEAD, new IOException("reset"));
            } else {
                to.head(head);
            }
        }
    }

    private static final class OneWindow extends Passing {
        private long taken;

        OneWindow(Receiver to, Exchange line) {
            super(to, line);
        }

        @Override
        public void read() {
            if (taken < WINDOW) {
                line.read();
            }
        }

        @Override
        public void bytes(ByteBuffer lent) {
            taken += lent.remaining();
            to.bytes(lent);
        }
    }

    /** The stream that is first in the queue is read, and the others are when it is over. */
    private static final class InTurn extends Passing {
        private final Queue<InTurn> queue;

        InTurn(Queue<InTurn> queue, Receiver to, Exchange line) {
            super(to, line);
            this.queue = queue;
            queue.add(this);
        }

        static Flaw.Exchanging flaw() {
            Queue<InTurn> queue = new ConcurrentLinkedQueue<>();
            return (request, to, line) -> new InTurn(queue, to, line);
        }

        @Override
        public void read() {
            if (queue.peek() == this) {
                line.read();
            }
        }

        @Override
        public void end() {
            queue.remove(this);
            to.end();
        }
    }

    private static final class Leaving extends Passing {
        Leaving(Receiver to, Exchange line) {
            super(to, line);
        }

        static Flaw.Exchanging flaw() {
            var before = new AtomicReference<Leaving>();
            return (request, to, line) -> {
                var next = new Leaving(to, line);
                Leaving last = before.getAndSet(next);
                if (last != null) {
                    last.line.cancel();
                    last.to.failed(Phase.BODY, new IOException("GOAWAY received"));
                }
                return next;
            };
        }
    }
}
