package dev.rivulet.sse.iouring;

import dev.rivulet.sse.spi.Exchange;
import dev.rivulet.sse.spi.Features;
import dev.rivulet.sse.spi.Receiver;
import dev.rivulet.sse.spi.Transport;
import dev.rivulet.sse.spi.TransportConfig;
import dev.rivulet.sse.spi.TransportRequest;
import dev.rivulet.sse.tck.TransportTck;

/**
 * One receive for many reads, into a ring of buffers. What it takes unasked is kept from receivers: to the kit, it is a
 * transport of exact credit.
 */
@WithMultishot
class MultishotTckTest extends TransportTck {
    @Override
    protected Transport transport(TransportConfig config) throws Exception {
        Transport transport = Opened.transport(
                config, new IoUringLoops().bufferRing(64, 4_096).multishot(true));
        return new Transport() {
            @Override
            public Exchange open(TransportRequest request, Receiver to) {
                return transport.open(request, to);
            }

            @Override
            public Features features() {
                return transport.features().overrunBytes(0);
            }

            @Override
            public void close() {
                transport.close();
            }
        };
    }
}
