package dev.rivulet.sse.okhttp;

import dev.rivulet.sse.spi.Transport;
import dev.rivulet.sse.spi.TransportConfig;
import dev.rivulet.sse.tck.TransportTck;

class OkHttpTckTest extends TransportTck {
    @Override
    protected Transport transport(TransportConfig config) {
        return OkHttpTransport.create(config);
    }
}
