package dev.rivulet.examples.urlconnection;

import dev.rivulet.sse.spi.Transport;
import dev.rivulet.sse.spi.TransportConfig;
import dev.rivulet.sse.tck.TransportTck;

class UrlConnectionTckTest extends TransportTck {
    @Override
    protected Transport transport(TransportConfig config) throws Exception {
        return new UrlConnectionProvider().create(config);
    }
}
