package dev.rivulet.sse.tests.kits;

import dev.rivulet.sse.http.Phase;
import dev.rivulet.sse.http.ResponseHead;
import dev.rivulet.sse.spi.Exchange;
import dev.rivulet.sse.spi.Receiver;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/** Breaks the rules of cancelling. */
final class BrokenCancelling {
    private BrokenCancelling() {}

    static Stream<Broken> all() {
        return Stream.of(
                new Broken(
                        "cancel_1_no_callback",
                        "reports the cancelling as a failure",
                        "a callback began",
                        Flaw.ofExchange((request, to, line) -> new Passing(to, line) {
                            @Override
                            public void cancel() {
                                line.cancel();
                                to.failed(Phase.BODY, new CancellationException());
                            }
                        })),
                new Broken(
                        "cancel_1_of_a_flood",
                        "lets three more callbacks through",
                        "callbacks began after",
                        Flaw.ofExchange((request, to, line) -> new LateToStop(to, line))),
                new Broken(
                        "cancel_2",
                        "only goes silent",
                        "has not been given up|is still open|still open",
                        Flaw.ofExchange((request, to, line) -> new Silent(to, line))),
                new Broken(
                        "cancel_2_between_bursts",
                        "closes late",
                        "has not been given up",
                        Flaw.ofExchange((request, to, line) -> new Silent(to, line) {
                            @Override
                            public void cancel() {
                                super.cancel();
                                later(Kit.TOO_LATE.toMillis(), line::cancel);
                            }
                        })),
                new Broken(
                        "cancel_2_while_a_granted_burst_waits",
                        "closes with the next bytes only",
                        "has not been given up",
                        Flaw.ofExchange((request, to, line) -> new Silent(to, line) {
                            @Override
                            public void bytes(ByteBuffer lent) {
                                if (silent) {
                                    line.cancel();
                                }
                                super.bytes(lent);
                            }
                        })),
                new Broken(
                        "cancel_3", "closes the whole connection", "failed in BODY", Flaw.ofExchanges(Sharing::flaw)),
                new Broken(
                        "cancel_4",
                        "delivers the rest of a burst in which it was cancelled",
                        "cancelled inside the first",
                        Flaw.ofExchange((request, to, line) -> new Finishing(to, line))),
                new Broken(
                        "cancel_5",
                        "forgets the connection before there is a head",
                        "has not been given up|still open",
                        Flaw.ofExchange((request, to, line) -> new LateToClose(to, line))),
                new Broken(
                        "cancel_6",
                        "closes what its connection is now used for",
                        "awaited in vain",
                        Flaw.ofExchanges(Reusing::flaw)));
    }

    private static void later(long millis, Runnable task) {
        CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS).execute(task);
    }

    private static final class LateToStop extends Passing {
        private volatile boolean cancelled;
        private int more;

        LateToStop(Receiver to, Exchange line) {
            super(to, line);
        }

        @Override
        public void cancel() {
            cancelled = true;
        }

        @Override
        public void bytes(ByteBuffer lent) {
            to.bytes(lent);
            if (cancelled && ++more == 3) {
                line.cancel();
            }
        }
    }

    private static class Silent extends Passing {
        volatile boolean silent;

        Silent(Receiver to, Exchange line) {
            super(to, line);
        }

        @Override
        public void cancel() {
            silent = true;
        }

        @Override
        public void head(ResponseHead head) {
            unlessSilent(() -> to.head(head));
        }

        @Override
        public void bytes(ByteBuffer lent) {
            unlessSilent(() -> to.bytes(lent));
        }

        @Override
        public void burstEnd() {
            unlessSilent(to::burstEnd);
        }

        @Override
        public void end() {
            unlessSilent(to::end);
        }

        @Override
        public void failed(Phase phase, Throwable cause) {
            unlessSilent(() -> to.failed(phase, cause));
        }

        private void unlessSilent(Runnable callback) {
            if (!silent) {
                callback.run();
            }
        }
    }

    private static final class LateToClose extends Silent {
        private volatile boolean headCame;

        LateToClose(Receiver to, Exchange line) {
            super(to, line);
        }

        @Override
        public void head(ResponseHead head) {
            headCame = true;
            super.head(head);
        }

        @Override
        public void cancel() {
            super.cancel();
            if (headCame) {
                line.cancel();
            }
        }
    }

    private static final class Sharing extends Passing {
        private final Set<Sharing> all;

        Sharing(Set<Sharing> all, Receiver to, Exchange line) {
            super(to, line);
            this.all = all;
            all.add(this);
        }

        static Flaw.Exchanging flaw() {
            Set<Sharing> all = ConcurrentHashMap.newKeySet();
            return (request, to, line) -> new Sharing(all, to, line);
        }

        @Override
        public void cancel() {
            all.remove(this);
            line.cancel();
            for (Sharing other : all) {
                other.line.cancel();
                other.to.failed(Phase.BODY, new IOException("the connection is closed"));
            }
        }
    }

    /** Gives a byte at a time, and does not look whether that is still wanted. */
    private static final class Finishing extends Passing {
        private volatile Thread inside;
        private boolean cancelled;

        Finishing(Receiver to, Exchange line) {
            super(to, line);
        }

        @Override
        public void cancel() {
            if (inside == Thread.currentThread()) {
                cancelled = true;
            } else {
                line.cancel();
            }
        }

        @Override
        public void bytes(ByteBuffer lent) {
            inside = Thread.currentThread();
            while (lent.hasRemaining()) {
                to.bytes(ByteBuffer.wrap(new byte[] {lent.get()}));
            }
            inside = null;
        }

        @Override
        public void burstEnd() {
            if (cancelled) {
                line.cancel();
            } else {
                to.burstEnd();
            }
        }
    }

    private static final class Reusing extends Passing {
        private final AtomicReference<Exchange> newest;
        private volatile boolean ended;

        Reusing(AtomicReference<Exchange> newest, Receiver to, Exchange line) {
            super(to, line);
            this.newest = newest;
            newest.set(line);
        }

        static Flaw.Exchanging flaw() {
            var newest = new AtomicReference<Exchange>();
            return (request, to, line) -> new Reusing(newest, to, line);
        }

        @Override
        public void end() {
            ended = true;
            to.end();
        }

        @Override
        public void cancel() {
            (ended ? newest.get() : line).cancel();
        }
    }
}
