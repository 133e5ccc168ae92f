package dev.rivulet.examples.httpclient5;

import dev.rivulet.sse.spi.Transport;
import dev.rivulet.sse.spi.TransportConfig;
import dev.rivulet.sse.tck.TransportTck;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** The compatibility kit: each rule of the SPI. */
@Tag("full")
@EnabledIfSystemProperty(named = "rivulet.tests", matches = "full|rest", disabledReason = "left to -Pfull")
class HttpClient5TckTest extends TransportTck {
    @Override
    protected Transport transport(TransportConfig config) throws Exception {
        return new HttpClient5Provider().create(config);
    }
}
