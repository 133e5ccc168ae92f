package dev.rivulet.sse.http;

/**
 * The head of a final response.
 *
 * @param status from 200 to 999, as it came
 * @param headers in the order in which they came, as far as the library keeps that; each char of a value one byte. Of
 *     HTTP/2, without the pseudo-headers that begin with a colon
 * @param protocol the ALPN name of the protocol that was spoken: {@code http/1.1} (HTTP/1.0 too), {@code h2}, {@code h3};
 *     one of the protocols that the transport declares
 */
public record ResponseHead(int status, Headers headers, String protocol) {}
