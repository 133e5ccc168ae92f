/** Which streams a connector reads, where their list comes from, and which task owns a stream. */
@NullMarked
package dev.rivulet.sse.kafka.streams;

import org.jspecify.annotations.NullMarked;
