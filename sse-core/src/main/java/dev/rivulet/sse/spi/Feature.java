package dev.rivulet.sse.spi;

import dev.rivulet.sse.http.Phase;

/**
 * What a transport may or may not be able to do, beside the protocols it speaks. What it does not declare, users learn
 * before they miss it, and the compatibility kit skips with the feature's name.
 */
public enum Feature {
    /** {@code https}: certificates and host names are verified (RFC 9110, 4.3.4), as the configuration's context says. */
    TLS,
    /** Header values with bytes from 0x80 on are sent as they are (RFC 9110, 5.5). Without it only ASCII can be sent. */
    OBS_TEXT,
    /** Header sections of a response may have such bytes too, and each comes as one char. */
    OBS_TEXT_IN_RESPONSES,
    /** Interim responses other than 100 are swallowed (RFC 9110, 15.2). Without it they fail in {@link Phase#HEAD}. */
    INTERIM_RESPONSES,
    /** Bodies with trailers (RFC 9110, 6.5) are read; the trailers themselves are dropped. */
    TRAILERS,
    /** HTTP proxies: in absolute form for {@code http}, through a tunnel (CONNECT) for {@code https}. */
    PROXY,
    /** Basic authentication at a proxy (RFC 7617), for tunnels too. */
    PROXY_AUTHENTICATION,
    /**
     * HTTP/2: as many streams without credit as a server allows hold back no other on their connection. Without it, a
     * second one may: all share the connection's window (RFC 9113, 5.2).
     */
    INDEPENDENT_STREAMS,
    /** HTTP/2: a GOAWAY ends the streams above its last one only (RFC 9113, 6.8). */
    GOAWAY,
    /** HTTP/2 connections are probed with PING, so that a dead one is found without traffic. */
    PING,
    /**
     * {@link Exchange#cancel()} closes the connection at once in every phase. Without it, one that is waiting for bytes may be
     * closed when the next come, when the peer ends it, or some seconds later.
     */
    CLOSES_AT_ONCE
}
