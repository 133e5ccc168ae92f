/**
 * Streams for Spring: {@link dev.rivulet.sse.spring.SseListener} methods, and the bean {@link dev.rivulet.sse.spring.SseStreams}
 * that runs them.
 */
@NullMarked
package dev.rivulet.sse.spring;

import org.jspecify.annotations.NullMarked;
