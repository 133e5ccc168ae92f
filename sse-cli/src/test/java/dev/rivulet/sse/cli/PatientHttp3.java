package dev.rivulet.sse.cli;

import dev.rivulet.sse.http3.PatientAltSvc;
import dev.rivulet.sse.spi.Transport;

/** While it is open, HTTP/3 has a minute to connect before TCP is used. */
final class PatientHttp3 implements Http3Transports.Pairing, AutoCloseable {
    PatientHttp3() {
        Http3Transports.pairBy(this);
    }

    @Override
    public Transport whereOffered(Transport http3, Transport tcp) {
        return PatientAltSvc.of(http3, tcp);
    }

    @Override
    public Transport first(Transport http3, Transport tcp) {
        return PatientAltSvc.atOnce(http3, tcp);
    }

    @Override
    public void close() {
        Http3Transports.pairBy(new Http3Transports.Pairing() {});
    }
}
