/** What a transport, a buffer pool or a source of time implements. */
@NullMarked
package dev.rivulet.sse.spi;

import org.jspecify.annotations.NullMarked;
