package dev.rivulet.examples.httpclient5;

import dev.rivulet.sse.spi.Transport;
import dev.rivulet.sse.spi.TransportConfig;
import dev.rivulet.sse.tck.TransportTck;

class HttpClient5TckTest extends TransportTck {
    @Override
    protected Transport transport(TransportConfig config) throws Exception {
        return new HttpClient5Provider().create(config);
    }
}
