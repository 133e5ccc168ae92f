/** The transport on Netty's HTTP/3 and QUIC. */
@NullMarked
package dev.rivulet.sse.http3;

import org.jspecify.annotations.NullMarked;
