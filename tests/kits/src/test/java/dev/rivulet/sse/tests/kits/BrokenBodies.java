package dev.rivulet.sse.tests.kits;

import dev.rivulet.sse.http.Phase;
import dev.rivulet.sse.http.ResponseHead;
import dev.rivulet.sse.spi.Exchange;
import dev.rivulet.sse.spi.Receiver;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** Breaks the rules of the body. */
final class BrokenBodies {
    private static final int FULL = 16_384;

    private BrokenBodies() {}

    static Stream<Broken> all() {
        return Stream.of(
                new Broken(
                        "bytes_1_a_large_body",
                        "loses the last byte of the first buffer",
                        "but was: <4000119>",
                        Flaw.ofExchange((request, to, line) -> new Losing(to, line))),
                new Broken(
                        "bytes_2",
                        "waits until a buffer is full",
                        "awaited in vain",
                        Flaw.ofExchange((request, to, line) -> new Filling(to, line))),
                new Broken(
                        "bytes_3",
                        "decompresses",
                        "array",
                        Flaw.ofExchange((request, to, line) -> new Decompressing(to, line))),
                new Broken(
                        "bytes_4",
                        "delivers again what the receiver leaves in the buffer",
                        "01234567890123456789",
                        Flaw.ofExchange((request, to, line) -> new Passing(to, line) {
                            @Override
                            public void bytes(ByteBuffer lent) {
                                to.bytes(lent);
                                if (lent.hasRemaining()) {
                                    to.bytes(lent);
                                }
                            }
                        })),
                new Broken(
                        "bytes_5",
                        "loses a byte, or does not say what is wrong",
                        "IOException: no|expected: <hello, world>",
                        Flaw.ofExchange((request, to, line) -> new Losing(to, line) {
                            @Override
                            public void failed(Phase phase, Throwable cause) {
                                to.failed(phase, new IOException("no"));
                            }
                        })));
    }

    static ByteBuffer copy(ByteBuffer lent) {
        return ByteBuffer.allocate(lent.remaining()).put(lent).flip();
    }

    private static class Losing extends Passing {
        private boolean lost;

        Losing(Receiver to, Exchange line) {
            super(to, line);
        }

        @Override
        public void bytes(ByteBuffer lent) {
            if (!lost && lent.hasRemaining()) {
                lost = true;
                lent.limit(lent.limit() - 1);
            }
            to.bytes(lent);
        }
    }

    /** Keeps bytes for later. */
    private abstract static class Keeping extends Passing {
        final ByteArrayOutputStream kept = new ByteArrayOutputStream();

        Keeping(Receiver to, Exchange line) {
            super(to, line);
        }

        @Override
        public void bytes(ByteBuffer lent) {
            kept.writeBytes(copy(lent).array());
        }

        final void deliver(byte[] bytes) {
            kept.reset();
            to.bytes(ByteBuffer.wrap(bytes));
        }
    }

    private static final class Filling extends Keeping {
        Filling(Receiver to, Exchange line) {
            super(to, line);
        }

        @Override
        public void burstEnd() {
            if (kept.size() < FULL) {
                line.read();
            } else {
                deliver(kept.toByteArray());
                to.burstEnd();
            }
        }

        @Override
        public void end() {
            deliver(kept.toByteArray());
            to.end();
        }
    }

    private static final class Decompressing extends Keeping {
        private boolean gzip;

        Decompressing(Receiver to, Exchange line) {
            super(to, line);
        }

        @Override
        public void head(ResponseHead head) {
            gzip = "gzip".equals(head.headers().first("Content-Encoding"));
            to.head(head);
        }

        @Override
        public void end() {
            try (var in = new ByteArrayInputStream(kept.toByteArray())) {
                deliver(gzip ? new GZIPInputStream(in).readAllBytes() : kept.toByteArray());
                to.end();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
