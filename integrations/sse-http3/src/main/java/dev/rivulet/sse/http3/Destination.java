package dev.rivulet.sse.http3;

import dev.rivulet.sse.http.Origin;

/**
 * What may share a connection.
 *
 * @param host as TLS verifies it; IPv6 without brackets
 * @param headBytes the longest header section that its requests accept
 */
record Destination(String host, int port, int headBytes) {
    /** @throws IllegalArgumentException if the origin cannot be asked over HTTP/3 */
    static Destination of(Origin origin, int headBytes) {
        if (!origin.isSecure()) {
            throw new IllegalArgumentException("HTTP/3 is for https only, and the scheme is " + origin.scheme());
        }
        if (origin.port() == 0) {
            throw new IllegalArgumentException("there is no port 0");
        }
        String host = origin.host();
        String name = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        return new Destination(name, origin.port(), headBytes);
    }
}
