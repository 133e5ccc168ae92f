package dev.rivulet.sse.spi;

import dev.rivulet.sse.Headers;

/**
 * The head of a final response.
 *
 * @param protocol the ALPN name of the protocol: {@code http/1.1}, {@code h2}, {@code h3}
 */
public record ResponseHead(int status, Headers headers, String protocol) {}
