package dev.rivulet.sse.cli;

import dev.rivulet.sse.http3.AltSvcTransport;
import dev.rivulet.sse.http3.Http3Transport;
import dev.rivulet.sse.http3.Http3TransportBuilder;
import dev.rivulet.sse.spi.Transport;
import dev.rivulet.sse.spi.TransportUnavailableException;
import java.util.function.Supplier;

/** Transports with HTTP/3, with the trust and the keys of the command line. QUIC's library is loaded with the first. */
final class Http3Transports {
    /** Tests give HTTP/3 more time here than a user would wait. */
    private static volatile Pairing pairing = new Pairing() {};

    private Http3Transports() {}

    /** Puts HTTP/3 beside TCP, for origins that offer it or for each. */
    interface Pairing {
        default Transport whereOffered(Transport http3, Transport tcp) {
            return AltSvcTransport.of(http3, tcp);
        }

        default Transport first(Transport http3, Transport tcp) {
            return AltSvcTransport.atOnce(http3, tcp);
        }
    }

    /** From now on. */
    static void pairBy(Pairing other) {
        pairing = other;
    }

    /** HTTP/3 and nothing else. */
    static Http3Transport alone(Connecting how) {
        Http3TransportBuilder builder =
                Http3Transport.builder().config(how.config()).threads(1);
        if (how.trust() != null) {
            builder.trust(how.trust());
        } else {
            builder.config(how.config().sslContext(null)); // which has keys only
        }
        if (how.keys() != null) {
            builder.keys(how.keys());
        }
        try {
            return builder.build();
        } catch (TransportUnavailableException e) {
            throw CommandFailure.of("HTTP/3 does not work here: " + e.reason(), e);
        }
    }

    /** HTTP/3 where it is offered in Alt-Svc, else TCP. */
    static Transport whereOffered(Connecting how, Supplier<Transport> tcp) {
        Transport http3 = alone(how);
        return pairing.whereOffered(http3, besides(http3, tcp));
    }

    /** HTTP/3 for each origin of https, else TCP. */
    static Transport first(Connecting how, Supplier<Transport> tcp) {
        Transport http3 = alone(how);
        return pairing.first(http3, besides(http3, tcp));
    }

    private static Transport besides(Transport http3, Supplier<Transport> tcp) {
        try {
            return tcp.get();
        } catch (RuntimeException | Error e) {
            http3.close();
            throw e;
        }
    }
}
