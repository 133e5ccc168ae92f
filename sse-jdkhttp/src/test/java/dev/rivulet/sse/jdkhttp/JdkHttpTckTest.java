package dev.rivulet.sse.jdkhttp;

import dev.rivulet.sse.spi.Transport;
import dev.rivulet.sse.spi.TransportConfig;
import dev.rivulet.sse.tck.TransportTck;
import org.junit.jupiter.api.Tag;

@Tag("full")
class JdkHttpTckTest extends TransportTck {
    @Override
    protected Transport transport(TransportConfig config) {
        return JdkHttpTransport.create(config);
    }
}
