package dev.rivulet.sse.http3;

import dev.rivulet.sse.spi.TransportConfig;
import dev.rivulet.sse.testkit.SelfSigned;
import javax.net.ssl.SSLContext;

/** A transport that trusts what a context of the testkit's does, which QUIC's TLS cannot use. */
final class Trusting {
    private Trusting() {}

    static Http3TransportBuilder builder(TransportConfig config) {
        SSLContext context = config.sslContext();
        Http3TransportBuilder builder = Http3Transport.builder().config(config);
        return context == null ? builder : builder.trust(SelfSigned.trustOf(context));
    }
}
