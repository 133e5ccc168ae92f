package dev.rivulet.sse.cli.doctor;

import org.jspecify.annotations.Nullable;

/**
 * What was seen of HTTP/3.
 *
 * @param offer in the response's Alt-Svc; null for none
 * @param port the UDP port where it is offered, or that of the origin
 * @param isAsked whether the user wants HTTP/3
 * @param reach of a QUIC connection to that port; null if none was tried
 */
record Http3Look(@Nullable AltSvcOffer offer, int port, boolean isAsked, QuicDial.@Nullable Reach reach) {
    boolean isReached() {
        return reach != null && reach.failure() == null;
    }
}
