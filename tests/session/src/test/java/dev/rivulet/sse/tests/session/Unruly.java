package dev.rivulet.sse.tests.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rivulet.sse.http.Headers;
import dev.rivulet.sse.http.Phase;
import dev.rivulet.sse.http.ResponseHead;
import dev.rivulet.sse.spi.Exchange;
import dev.rivulet.sse.spi.Features;
import dev.rivulet.sse.spi.Receiver;
import dev.rivulet.sse.spi.Transport;
import dev.rivulet.sse.spi.TransportRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A transport whose receivers the test calls as it likes. It reports an end twice, as HTTP libraries do: an error while the
 * body is read, the end, and the close.
 */
final class Unruly implements Transport {
    final List<Receiver> receivers = new ArrayList<>();

    /** What opening an exchange throws, if it does. */
    RuntimeException broken;

    int opened() {
        return receivers.size();
    }

    void head(int status) {
        last().head(new ResponseHead(status, Headers.none().add("Content-Type", "text/event-stream"), "http/1.1"));
    }

    void send(String text) {
        last().bytes(ByteBuffer.wrap(text.getBytes(UTF_8)));
        last().burstEnd();
    }

    /** The first thing that is reported is the cause; all else is what follows from it. */
    void breakTwice(String cause) {
        Receiver receiver = last();
        receiver.failed(Phase.BODY, new IOException(cause));
        receiver.end();
        receiver.failed(Phase.BODY, new IOException("end of file"));
    }

    void end() {
        last().end();
    }

    @Override
    public Exchange open(TransportRequest request, Receiver to) {
        if (broken != null) {
            throw broken;
        }
        receivers.add(to);
        return new Exchange() {
            @Override
            public void read() {}

            @Override
            public void cancel() {}
        };
    }

    @Override
    public Features features() {
        return Features.of("http/1.1").overrunBytes(1 << 20);
    }

    @Override
    public void close() {}

    private Receiver last() {
        return receivers.get(receivers.size() - 1);
    }
}
