package dev.rivulet.sse.cli;

import dev.rivulet.sse.http.Phase;
import dev.rivulet.sse.http.ResponseHead;
import dev.rivulet.sse.spi.Exchange;
import dev.rivulet.sse.spi.Features;
import dev.rivulet.sse.spi.Receiver;
import dev.rivulet.sse.spi.Transport;
import dev.rivulet.sse.spi.TransportRequest;
import java.nio.ByteBuffer;

/** Records what goes through a transport. */
record RecordingTransport(Transport transport, Recorder recorder) implements Transport {
    @Override
    public Exchange open(TransportRequest request, Receiver to) {
        recorder.attempt(request);
        var recorded = new Recorded(to, recorder);
        Exchange exchange = transport.open(request, recorded);
        return new Exchange() {
            @Override
            public void read() {
                exchange.read();
            }

            @Override
            public void cancel() {
                recorded.cancelled();
                exchange.cancel();
            }
        };
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

    /** One exchange. What comes after it was cancelled is passed on, and not recorded. */
    private static final class Recorded implements Receiver {
        private final Receiver receiver;
        private final Recorder recorder;
        private boolean over;

        Recorded(Receiver receiver, Recorder recorder) {
            this.receiver = receiver;
            this.recorder = recorder;
        }

        @Override
        public void head(ResponseHead head) {
            record(false, () -> recorder.head(head));
            receiver.head(head);
        }

        @Override
        public void bytes(ByteBuffer lent) {
            record(false, () -> recorder.bytes(lent));
            receiver.bytes(lent);
        }

        @Override
        public void burstEnd() {
            receiver.burstEnd();
        }

        @Override
        public void end() {
            record(true, recorder::end);
            receiver.end();
        }

        @Override
        public void failed(Phase phase, Throwable cause) {
            record(true, () -> recorder.failed(phase, cause));
            receiver.failed(phase, cause);
        }

        void cancelled() {
            record(true, recorder::cancelled);
        }

        private synchronized void record(boolean last, Runnable what) {
            if (!over) {
                over = last;
                what.run();
            }
        }
    }
}
