package dev.rivulet.sse.tests.kits;

import dev.rivulet.sse.http.Phase;
import dev.rivulet.sse.http.ResponseHead;
import dev.rivulet.sse.spi.Exchange;
import dev.rivulet.sse.spi.Receiver;
import java.io.EOFException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Breaks the rules of the end, and of the order. */
final class BrokenEnds {
    private BrokenEnds() {}

    static Stream<Broken> all() {
        return Stream.of(
                new Broken(
                        "end_1",
                        "takes the end of the body for a failure",
                        "should have ended normally",
                        Flaw.ofExchange((request, to, line) -> new Passing(to, line) {
                            @Override
                            public void end() {
                                to.failed(Phase.BODY, new EOFException());
                            }
                        })),
                new Broken(
                        "end_2",
                        "ends a response without a body only when it is read",
                        "awaited in vain",
                        Flaw.ofExchange((request, to, line) -> new BrokenCredit.EndingWhenRead(to, line))),
                new Broken(
                        "end_3_the_end",
                        "ends the burst before the body",
                        "bursts that ended in burstEnd",
                        Flaw.ofExchange((request, to, line) -> new Passing(to, line) {
                            @Override
                            public void end() {
                                to.burstEnd();
                                to.end();
                            }
                        })),
                new Broken(
                        "end_3_so_does",
                        "ends the burst before it fails",
                        "bursts that ended in burstEnd",
                        Flaw.ofExchange((request, to, line) -> new Passing(to, line) {
                            @Override
                            public void failed(Phase phase, Throwable cause) {
                                to.burstEnd();
                                to.failed(phase, cause);
                            }
                        })),
                new Broken(
                        "end_4",
                        "takes a cut body for a whole one",
                        "expected: <BODY> but was: <null>",
                        Flaw.ofExchange((request, to, line) -> new Passing(to, line) {
                            @Override
                            public void failed(Phase phase, Throwable cause) {
                                if (phase == Phase.BODY) {
                                    to.end();
                                } else {
                                    to.failed(phase, cause);
                                }
                            }
                        })),
                new Broken(
                        "end_5",
                        "loses with the connection what it has read ahead",
                        "expected: <0123456789",
                        Flaw.ofExchange((request, to, line) -> new ReadingAhead(to, line))),
                new Broken(
                        "order_1",
                        "fails after the end",
                        "end,? failed",
                        Flaw.ofExchange((request, to, line) -> new Passing(to, line) {
                            @Override
                            public void end() {
                                to.end();
                                to.failed(Phase.BODY, new EOFException());
                            }
                        })),
                new Broken(
                        "order_1",
                        "delivers bytes before the head",
                        "order-1: bytes before the head",
                        Flaw.ofExchange((request, to, line) -> new HeadBehind(to, line))));
    }

    /** Is a burst ahead of what it delivers. */
    private static final class ReadingAhead extends Passing {
        private List<ByteBuffer> ahead = new ArrayList<>();
        private List<ByteBuffer> next = new ArrayList<>();

        ReadingAhead(Receiver to, Exchange line) {
            super(to, line);
        }

        @Override
        public void bytes(ByteBuffer lent) {
            next.add(BrokenBodies.copy(lent));
        }

        @Override
        public void burstEnd() {
            ahead.forEach(to::bytes);
            ahead = next;
            next = new ArrayList<>();
            to.burstEnd();
        }
    }

    private static final class HeadBehind extends Passing {
        private ResponseHead head;

        HeadBehind(Receiver to, Exchange line) {
            super(to, line);
        }

        @Override
        public void head(ResponseHead came) {
            head = came;
        }

        @Override
        public void burstEnd() {
            if (head != null) {
                to.head(head);
                head = null;
            }
            to.burstEnd();
        }
    }
}
