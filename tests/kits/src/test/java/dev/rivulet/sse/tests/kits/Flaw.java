package dev.rivulet.sse.tests.kits;

import dev.rivulet.sse.http.Phase;
import dev.rivulet.sse.spi.Exchange;
import dev.rivulet.sse.spi.Feature;
import dev.rivulet.sse.spi.Features;
import dev.rivulet.sse.spi.Receiver;
import dev.rivulet.sse.spi.Transport;
import dev.rivulet.sse.spi.TransportConfig;
import dev.rivulet.sse.spi.TransportRequest;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * What a backend does wrong over the JDK transport, which does all else.
 *
 * @param config what it makes of the configuration
 * @param transport what it makes of the transport; called once for each
 */
record Flaw(UnaryOperator<TransportConfig> config, UnaryOperator<Transport> transport) {
    /** Makes a flawed exchange of a receiver and the line to its exchange. */
    interface Exchanging {
        Passing of(TransportRequest request, Receiver to, Exchange line);
    }

    /** Opens an exchange on the transport within in a way of its own. */
    interface Opening {
        Exchange open(Transport inner, TransportRequest request, Receiver to);
    }

    static Flaw ofConfig(UnaryOperator<TransportConfig> config) {
        return new Flaw(config, UnaryOperator.identity());
    }

    static Flaw ofTransport(UnaryOperator<Transport> transport) {
        return new Flaw(UnaryOperator.identity(), transport);
    }

    static Flaw ofOpening(Opening flawed) {
        return ofOpenings(() -> flawed);
    }

    /** With an instance for each transport, for openings that share something. */
    static Flaw ofOpenings(Supplier<Opening> shared) {
        return ofTransport(inner -> {
            Opening flawed = shared.get();
            return new PassingTransport(inner) {
                @Override
                public Exchange open(TransportRequest request, Receiver to) {
                    return flawed.open(inner, request, to);
                }
            };
        });
    }

    /** With an instance for each transport, for exchanges that share something. */
    static Flaw ofExchanges(Supplier<Exchanging> shared) {
        return ofOpenings(() -> {
            Exchanging flawed = shared.get();
            return (inner, request, to) -> {
                var line = new Line();
                Passing exchange = flawed.of(request, to, line);
                line.is(inner.open(request, exchange));
                return exchange;
            };
        });
    }

    static Flaw ofExchange(Exchanging flawed) {
        return ofExchanges(() -> flawed);
    }

    static Flaw ofRequest(UnaryOperator<TransportRequest> altered) {
        return ofOpening((inner, request, to) -> inner.open(altered.apply(request), to));
    }

    /** Failures in one phase are reported as in another. */
    static Flaw reports(Phase reported, Phase instead) {
        return ofExchange((request, to, line) -> new Passing(to, line) {
            @Override
            public void failed(Phase phase, Throwable cause) {
                to.failed(phase == instead ? reported : phase, cause);
            }
        });
    }

    Flaw declaring(Feature... more) {
        return declares(features -> features.add(more));
    }

    Flaw notDeclaring(Feature without) {
        return declares(features -> features.remove(without));
    }

    Flaw declares(UnaryOperator<Features> altered) {
        return new Flaw(config, inner -> new PassingTransport(transport.apply(inner)) {
            @Override
            public Features features() {
                return altered.apply(super.features());
            }
        });
    }
}
