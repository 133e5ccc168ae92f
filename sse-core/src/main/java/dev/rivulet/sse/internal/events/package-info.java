/** The way of received bytes to the consumer: decode, parse, drop duplicates, deliver, commit. */
@NullMarked
package dev.rivulet.sse.internal.events;

import org.jspecify.annotations.NullMarked;
