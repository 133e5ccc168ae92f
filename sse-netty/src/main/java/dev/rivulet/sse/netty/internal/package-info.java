/** What the transports on Netty share: this module's, and that of {@code sse-http3}. No API. */
@NullMarked
package dev.rivulet.sse.netty.internal;

import org.jspecify.annotations.NullMarked;
