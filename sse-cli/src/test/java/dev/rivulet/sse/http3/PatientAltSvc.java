package dev.rivulet.sse.http3;

import dev.rivulet.sse.spi.Transport;
import java.time.Duration;

/** As {@link AltSvcTransport} makes them, except that a handshake may take as long as on the busiest machine. */
public final class PatientAltSvc {
    private static final Duration LONG = Duration.ofMinutes(1);

    private PatientAltSvc() {}

    public static Transport of(Transport offered, Transport usual) {
        return new AltSvcTransport(offered, usual, false, LONG, LONG);
    }

    public static Transport atOnce(Transport offered, Transport usual) {
        return new AltSvcTransport(offered, usual, true, LONG, LONG);
    }
}
