package dev.rivulet.sse.http;

/**
 * How far an exchange got before it failed. The session uses this to decide whether the request may be sent again; a
 * transport that is unsure reports the later phase.
 */
public enum Phase {
    /** <b>fail-1</b>: looking up the host's name; a proxy's name belongs to {@link #PROXY}. */
    RESOLVE,
    /**
     * <b>fail-2</b>: connecting the socket was refused. <b>fail-3</b>: it, or the TLS handshake after it, took longer
     * than the request's {@code connectTimeout}.
     */
    CONNECT,
    /**
     * <b>proxy-4</b>: at the proxy, before the origin was reached: it could not be connected to, or refused the tunnel,
     * where {@code Failure.ProxyFailed} in an {@code SseException} says with which status.
     */
    PROXY,
    /**
     * The TLS handshake. <b>fail-4</b>: a certificate that is not trusted, or for another host. <b>fail-5</b>: an end of
     * file or a reset, which is reported as {@link java.io.EOFException} or {@link java.net.SocketException} somewhere in the
     * chain of causes, because another attempt may succeed, unlike after the others. <b>fail-6</b>: what is not TLS.
     */
    TLS,
    /**
     * Sending the request. <b>fail-7</b>: the connection ended before all of the request was sent. <b>fail-8</b>: the
     * request cannot be sent as it is, by the library or by the rules of HTTP: the cause is an {@link
     * IllegalArgumentException} that names the header without its value, and nothing was connected.
     */
    SEND,
    /** <b>fail-9</b>: the connection ended before the response's head was whole. */
    HEAD,
    /** <b>end-4</b>: reading the body. */
    BODY
}
