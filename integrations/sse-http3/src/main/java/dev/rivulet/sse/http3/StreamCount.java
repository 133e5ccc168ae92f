package dev.rivulet.sse.http3;

import io.netty.handler.codec.quic.QuicChannel;
import io.netty.handler.codec.quic.QuicStreamType;
import io.netty.handler.codec.quic.QuicTransportParameters;

/** How many streams a connection has had, and may have. On the loop only. */
final class StreamCount {
    private long opened;

    void add() {
        opened++;
    }

    long opened() {
        return opened;
    }

    /**
     * Of a connection with early data Netty sometimes counts none, and says less than none. One too many must not be tried: in
     * early data that can make QUIC's library send for ever.
     */
    long left(QuicChannel quic) {
        long left = quic.peerAllowedStreams(QuicStreamType.BIDIRECTIONAL);
        return left < 0 ? initial(quic) - opened : left;
    }

    /** How many the server allows at the beginning; 0 before the handshake is done. */
    static long initial(QuicChannel quic) {
        QuicTransportParameters theirs = quic.peerTransportParameters();
        return theirs == null ? 0 : theirs.initialMaxStreamsBidi();
    }
}
