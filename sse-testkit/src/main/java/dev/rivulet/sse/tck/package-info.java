/**
 * The compatibility kit for transports: {@link dev.rivulet.sse.tck.TransportTck} holds a backend to the rules of {@code
 * dev.rivulet.sse.spi}, over real sockets on loopback. It needs JUnit Jupiter, with its parameters module.
 */
@NullMarked
package dev.rivulet.sse.tck;

import org.jspecify.annotations.NullMarked;
