package dev.rivulet.sse.testkit;

/**
 * Where a request came from.
 *
 * @param connection from 1
 * @param stream on HTTP/2 and HTTP/3; otherwise 0
 * @param early whether it came before the handshake was done
 */
record ServerOrigin(String protocol, int connection, int stream, boolean early, Leaving leaving) {
    ServerOrigin(String protocol, int connection, int stream, Leaving leaving) {
        this(protocol, connection, stream, false, leaving);
    }
}
