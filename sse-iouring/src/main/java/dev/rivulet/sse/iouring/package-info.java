/** The transport of {@code sse-netty} on Linux's io_uring. */
@NullMarked
package dev.rivulet.sse.iouring;

import org.jspecify.annotations.NullMarked;
