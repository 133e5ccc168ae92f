package dev.rivulet.sse.tests.kits;

import dev.rivulet.sse.http.ResponseHead;
import dev.rivulet.sse.spi.Exchange;
import dev.rivulet.sse.spi.Receiver;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** Breaks the rules of credit. */
final class BrokenCredit {
    private BrokenCredit() {}

    static Stream<Broken> all() {
        return Stream.of(
                new Broken(
                        "credit_1_no_byte",
                        "reads a first burst without being asked",
                        "credit-1|nothing more",
                        Flaw.ofExchange((request, to, line) -> new ReadingAhead(to, line))),
                new Broken(
                        "credit_1_none_comes_after",
                        "reads a burst more than it was granted",
                        "credit-1|nothing more",
                        Flaw.ofExchange((request, to, line) -> new Passing(to, line) {
                            @Override
                            public void burstEnd() {
                                to.burstEnd();
                                line.read();
                            }
                        })),
                new Broken(
                        "credit_1",
                        "delivers more than the overrun that it declares",
                        "without credit; declared: 4",
                        Flaw.ofExchange((request, to, line) -> new ReadingAhead(to, line))
                                .declares(features -> features.overrunBytes(4))),
                new Broken(
                        "credit_2",
                        "counts each read as a burst",
                        "nothing more|credit-",
                        Flaw.ofExchange((request, to, line) -> new Counting(to, line))),
                new Broken(
                        "credit_3",
                        "forgets a read before the head",
                        "awaited in vain",
                        Flaw.ofExchange((request, to, line) -> new Forgetting(to, line))),
                new Broken(
                        "credit_3",
                        "doubles a read before the head",
                        "nothing more|credit-",
                        Flaw.ofExchange((request, to, line) -> new Counting(to, line))),
                new Broken(
                        "credit_4_a_read_inside_any_callback",
                        "is deaf inside callbacks",
                        "awaited in vain",
                        Flaw.ofExchange((request, to, line) -> new Deaf(to, line))),
                new Broken(
                        "credit_4_a_read_inside_bytes",
                        "takes a read inside bytes for the next burst",
                        "nothing more|credit-",
                        Flaw.ofExchange((request, to, line) -> new Counting(to, line))),
                new Broken(
                        "credit_5",
                        "reads on and keeps all of it",
                        "the server should be held back|expected: <32768001>",
                        Flaw.ofExchange((request, to, line) -> new Hoarding(to, line))),
                new Broken(
                        "credit_6",
                        "loses the credit of the thousandth burst",
                        "awaited in vain",
                        Flaw.ofExchange((request, to, line) -> new Tiring(to, line))),
                new Broken(
                        "credit_7",
                        "stalls when two threads grant at once",
                        "awaited in vain",
                        Flaw.ofExchange((request, to, line) -> new Stumbling(to, line))),
                new Broken(
                        "credit_8",
                        "ends a response without a body only when it is read",
                        "awaited in vain",
                        Flaw.ofExchange((request, to, line) -> new EndingWhenRead(to, line))));
    }

    private static final class ReadingAhead extends Passing {
        ReadingAhead(Receiver to, Exchange line) {
            super(to, line);
        }

        @Override
        public void head(ResponseHead head) {
            to.head(head);
            line.read();
        }
    }

    private static final class Counting extends Passing {
        private final AtomicInteger reads = new AtomicInteger();

        Counting(Receiver to, Exchange line) {
            super(to, line);
        }

        @Override
        public void read() {
            reads.incrementAndGet();
            line.read();
        }

        @Override
        public void burstEnd() {
            int left = reads.decrementAndGet();
            to.burstEnd();
            if (left > 0) {
                line.read();
            }
        }
    }

    private static final class Forgetting extends Passing {
        private volatile boolean headCame;

        Forgetting(Receiver to, Exchange line) {
            super(to, line);
        }

        @Override
        public void read() {
            if (headCame) {
                line.read();
            }
        }

        @Override
        public void head(ResponseHead head) {
            headCame = true;
            to.head(head);
        }
    }

    private static final class Deaf extends Passing {
        private volatile Thread inside;

        Deaf(Receiver to, Exchange line) {
            super(to, line);
        }

        @Override
        public void read() {
            if (inside != Thread.currentThread()) {
                line.read();
            }
        }

        @Override
        public void head(ResponseHead head) {
            inside = Thread.currentThread();
            to.head(head);
            inside = null;
        }

        @Override
        public void burstEnd() {
            inside = Thread.currentThread();
            to.burstEnd();
            inside = null;
        }
    }

    private static final class Hoarding extends Passing {
        private List<ByteBuffer> hoard = new ArrayList<>();
        private boolean granted;

        Hoarding(Receiver to, Exchange line) {
            super(to, line);
        }

        @Override
        public synchronized void read() {
            granted = true;
            deliver();
        }

        @Override
        public void head(ResponseHead head) {
            to.head(head);
            line.read();
        }

        @Override
        public synchronized void bytes(ByteBuffer lent) {
            hoard.add(BrokenBodies.copy(lent));
        }

        @Override
        public synchronized void burstEnd() {
            deliver();
            line.read();
        }

        private void deliver() {
            if (granted && !hoard.isEmpty()) {
                granted = false;
                hoard.forEach(to::bytes);
                hoard = new ArrayList<>();
                to.burstEnd();
            }
        }
    }

    private static final class Tiring extends Passing {
        private final AtomicInteger reads = new AtomicInteger();

        Tiring(Receiver to, Exchange line) {
            super(to, line);
        }

        @Override
        public void read() {
            if (reads.incrementAndGet() != 1_000) {
                line.read();
            }
        }
    }

    private static final class Stumbling extends Passing {
        private final AtomicInteger inside = new AtomicInteger();
        private volatile boolean stalled;

        Stumbling(Receiver to, Exchange line) {
            super(to, line);
        }

        @Override
        public void read() {
            stalled |= inside.incrementAndGet() > 1;
            if (!stalled) {
                line.read();
            }
            inside.decrementAndGet();
        }
    }

    /** Nothing but a read makes it look for the end. */
    static final class EndingWhenRead extends Passing {
        private boolean granted;
        private boolean ended;

        EndingWhenRead(Receiver to, Exchange line) {
            super(to, line);
        }

        @Override
        public void read() {
            line.read();
            synchronized (this) {
                granted = true;
                if (!ended) {
                    return;
                }
            }
            to.end();
        }

        @Override
        public void end() {
            synchronized (this) {
                ended = true;
                if (!granted) {
                    return;
                }
            }
            to.end();
        }
    }
}
