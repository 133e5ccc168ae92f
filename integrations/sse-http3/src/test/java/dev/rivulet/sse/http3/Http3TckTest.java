package dev.rivulet.sse.http3;

import dev.rivulet.sse.spi.Transport;
import dev.rivulet.sse.spi.TransportConfig;
import dev.rivulet.sse.tck.TransportTck;

class Http3TckTest extends TransportTck {
    @Override
    protected Transport transport(TransportConfig config) throws Exception {
        return Trusting.builder(config).build();
    }
}
