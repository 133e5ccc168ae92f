package dev.rivulet.sse.spi;

/** How far an exchange had come when it failed. */
public enum Phase {
    /** Looking up the host's name. */
    RESOLVE,
    /** Connecting the socket. */
    CONNECT,
    /** At the proxy, before the origin was reached. */
    PROXY,
    /** The TLS handshake. */
    TLS,
    /** Sending the request. */
    SEND,
    /** Waiting for the response's head, or reading it. */
    HEAD,
    /** Reading the body. */
    BODY
}
