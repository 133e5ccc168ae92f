/**
 * What a transport, a buffer pool or a source of time implements.
 *
 * <p>A transport is a {@link dev.rivulet.sse.spi.TransportProvider} that makes a {@link
 * dev.rivulet.sse.spi.Transport}, which opens {@link dev.rivulet.sse.spi.Exchange}s and calls a {@link
 * dev.rivulet.sse.spi.Receiver}. The documentation of these types is a specification: each rule has a name, such as
 * <b>credit-1</b>, and a test of that name in the compatibility kit, {@code dev.rivulet.sse.tck.TransportTck} in {@code
 * sse-testkit}.
 *
 * <p>For transports that declare {@code h2} in {@link dev.rivulet.sse.spi.Features#protocols()} (RFC 9113) there are more, which
 * hold in the same way for {@code h3} (RFC 9114), with that protocol's codes and limits:
 *
 * <ul>
 *   <li><b>h2-1</b>: a body longer than all windows arrives whole.
 *   <li><b>h2-2</b>: a stream without credit holds back neither its neighbours on the connection nor the next stream, and with
 *       {@link dev.rivulet.sse.spi.Feature#INDEPENDENT_STREAMS} neither do several.
 *   <li><b>h2-3</b>: with {@link dev.rivulet.sse.spi.Feature#GOAWAY}, after a GOAWAY the streams up to its last one continue,
 *       and new exchanges get another connection.
 *   <li><b>h2-4</b>: a request that the server did not process (6.8, 8.7: a stream above GOAWAY's last one,
 *       REFUSED_STREAM) fails with {@code Failure.RequestNotProcessed}, or is sent once more by the transport.
 *   <li><b>h2-5</b>: any other RST_STREAM fails in {@link dev.rivulet.sse.http.Phase#HEAD} before the head, and in {@link
 *       dev.rivulet.sse.http.Phase#BODY} after it, and the connection's other streams continue; but NO_ERROR after a whole
 *       response, which is its end (8.1).
 *   <li><b>h2-6</b>: a connection never has more streams open than its SETTINGS_MAX_CONCURRENT_STREAMS allow; what is too
 *       much waits, opens another connection, or fails with {@code Failure.RequestNotProcessed}.
 *   <li><b>h2-7</b>: a body longer or shorter than its Content-Length fails in {@link dev.rivulet.sse.http.Phase#BODY} with a
 *       {@link java.net.ProtocolException} (8.1.1). No byte beyond the length is delivered, and the connection's other
 *       streams continue.
 * </ul>
 */
@NullMarked
package dev.rivulet.sse.spi;

import org.jspecify.annotations.NullMarked;
