package dev.rivulet.sse.http;

/**
 * How far an exchange had come when it failed. It decides whether the request may be sent again, so that in doubt the
 * later one is told.
 */
public enum Phase {
    /** <b>fail-1</b>: looking up the host's name. No proxy's: that is {@link #PROXY}. */
    RESOLVE,
    /**
     * <b>fail-2</b>: connecting the socket was refused. <b>fail-3</b>: it, or the TLS handshake behind it, took longer
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
     * file or a reset, which is told as {@link java.io.EOFException} or {@link java.net.SocketException} somewhere in the
     * chain of causes, since it passes by itself where the others do not. <b>fail-6</b>: what is not TLS.
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
