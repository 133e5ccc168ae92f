package dev.rivulet.sse.jdkhttp;

import dev.rivulet.sse.spi.Transport;
import dev.rivulet.sse.spi.TransportConfig;
import dev.rivulet.sse.tck.TransportTck;

class JdkHttpTckTest extends TransportTck {
    @Override
    protected Transport transport(TransportConfig config) {
        return JdkHttpTransport.create(config);
    }
}
