/** Where events go: to a subscriber, a blocking stream or a {@code Flow} subscriber, one by one or in batches. */
@NullMarked
package dev.rivulet.sse.internal.consumers;

import org.jspecify.annotations.NullMarked;
