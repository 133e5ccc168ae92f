package dev.rivulet.sse.tests.interop.servers;

import dev.rivulet.sse.spi.Exchange;
import dev.rivulet.sse.spi.Features;
import dev.rivulet.sse.spi.Receiver;
import dev.rivulet.sse.spi.Transport;
import dev.rivulet.sse.spi.TransportRequest;
import dev.rivulet.sse.tests.support.ForwardingReceiver;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * A transport, and a clock that moves on each time a response has come as far as this text: so long nothing comes after it,
 * whatever the machine's clock says.
 */
final class QuietAfter implements Transport, LongSupplier {
    private final Transport transport;
    private final String text;
    private final Duration silence;
    private final AtomicLong nanos = new AtomicLong();

    QuietAfter(Transport transport, String text, Duration silence) {
        this.transport = transport;
        this.text = text;
        this.silence = silence;
    }

    @Override
    public long getAsLong() {
        return nanos.get();
    }

    @Override
    public Exchange open(TransportRequest request, Receiver to) {
        return transport.open(request, new Listening(to));
    }

    @Override
    public Features features() {
        return transport.features();
    }

    @Override
    public String description() {
        return transport.description();
    }

    @Override
    public void close() {
        transport.close();
    }

    private final class Listening extends ForwardingReceiver {
        private final StringBuilder body = new StringBuilder();

        Listening(Receiver to) {
            super(to);
        }

        @Override
        public void bytes(ByteBuffer lent) {
            body.append(StandardCharsets.UTF_8.decode(lent.duplicate()));
            super.bytes(lent);
            if (body.toString().equals(text)) {
                nanos.addAndGet(silence.toNanos());
            }
        }
    }
}
