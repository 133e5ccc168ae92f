package dev.rivulet.sse.netty;

import dev.rivulet.sse.spi.Transport;
import dev.rivulet.sse.spi.TransportConfig;
import dev.rivulet.sse.tck.TransportTck;

class NettyTckTest extends TransportTck {
    @Override
    protected Transport transport(TransportConfig config) throws Exception {
        return NettyTransport.create(config);
    }
}
